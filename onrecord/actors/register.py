"""The register: which sighted actors are one across articles, whatever the order in which these are read.

Every answer is a function of the set of sightings, the authority list and the judgements. Clusters says which ids are
one actor; here articles come and go, and clusters get an actor and an id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from onrecord.actors.canonical import (
    Whole,
    Wish,
    canonical,
    family_of,
    numbered,
    seen_again,
    slug,
    spelled_better,
    whole,
    wish,
)
from onrecord.actors.clusters import Clusters
from onrecord.actors.evidence import CERTAIN
from onrecord.actors.listing import Directory, Listing, uncollected
from onrecord.actors.namesakes import Namesakes
from onrecord.actors.profiles import Profile, Traits
from onrecord.actors.rulings import Rulings
from onrecord.actors.short_forms import Group
from onrecord.actors.suggestions import Suggestion, suggested
from onrecord.types import Actor, IdentityJudgement, Sighting

__all__ = ["CERTAIN", "Changes", "Register", "Suggestion", "is_unnamed", "slug", "spelled_better"]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a new article changed: canonical actors that are new or other than before, and ids that mean another one.

    Identities are as in `Register.identities`; one that maps to itself is no longer needed. ``gone`` are canonical ids
    that exist no more.
    """

    actors: tuple[Actor, ...] = ()
    identities: Mapping[tuple[str, str], str] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()


class Register:
    """Canonical actors, made of what articles say; `put` keeps them up to date at the cost of what an article touches.

    In a canonical actor, affiliation, bodies of roles and members are sighted ids: `id_of` tells whom they mean.
    """

    def __init__(
        self,
        sightings: Iterable[Sighting] = (),
        *,
        authority: Iterable[Actor] | Directory = (),
        judgements: Iterable[IdentityJudgement] = (),
    ) -> None:
        """Take in all articles at once; judgements come in the order of their making."""
        self._rulings = Rulings(judgements)
        self._articles: dict[str, tuple[Sighting, ...]] = {}
        self._profiles: dict[str, Profile] = {}
        self._namesakes = Namesakes(lambda node: self._profiles[node].articles)
        self._places: dict[str, set[tuple[str, str]]] = {}  # part of a split id -> id and article
        self._clusters = Clusters(self._rulings, self._namesakes)
        self._made: dict[Group, Actor] = {}  # of every cluster, its actor
        self._wholes: dict[Group, Whole] = {}  # of clusters of many ids
        self._wanted: dict[Group, Wish] = {}
        self._wishes: dict[str, dict[Group, Wish]] = {}  # the same by family of ids
        self._by_id: dict[str, Group] = {}
        self._shown: set[str] = set()  # canonical ids of actors that some article names
        self._directory = authority if isinstance(authority, Directory) else Directory(authority)
        self._listing = Listing(self._directory)
        self._ruled = frozenset(filter(self._directory.__contains__, self._rulings.named()))
        for identifier in self._ruled:
            self._profile(identifier)
        by_article: dict[str, list[Sighting]] = {}
        for sighting in sightings:
            by_article.setdefault(sighting.article, []).append(sighting)
        asked: set[str] = set()
        with uncollected():
            for article, some in by_article.items():
                self._articles[article] = tuple(some)
                said = self._by_node(article, some)
                asked |= self._count(article, said, 1)
                self._namesakes.count(said, 1)
            self._namesakes.settle()
            for identifier in asked:
                self._profile(identifier)
            self._settle(dict.fromkeys(self._profiles), set(), {})

    # ------------------------------------------------------------ asking

    def __len__(self) -> int:
        """How many actors there are that some article names."""
        return len(self._shown)

    def __iter__(self) -> Iterator[Actor]:
        """The canonical actors that some article names, by id; those of an authority list alone are found by `get`."""
        for identifier in sorted(self._shown):
            yield self._made[self._by_id[identifier]]

    def get(self, identifier: str) -> Actor | None:
        """The canonical actor of a canonical or sighted id."""
        if identifier in self._profiles:
            return self._made[self._clusters.cluster(identifier)]
        cluster = self._by_id.get(identifier)
        if cluster is not None:
            return self._made[cluster]
        entry = self._directory.get(identifier)
        return canonical(whole([Profile(identifier, entry)])) if entry is not None else None

    def id_of(self, sighted: str, article: str | None = None) -> str:
        """The canonical id of a sighted one, in an article where that matters; itself where it is not known."""
        node = self._rulings.node(sighted, article) if article is not None else sighted
        return self._made[self._clusters.cluster(node)].id if node in self._profiles else sighted

    def identities(self) -> Mapping[tuple[str, str], str]:
        """Canonical ids: by sighted id and "", where the two differ; by id and article, where a reviewer split it."""
        found = {
            key: canonical_id
            for cluster in self._made
            for key, canonical_id in self._identities_of(cluster)
            if key[1] or key[0] != canonical_id
        }
        return dict(sorted(found.items()))

    def sighted(self, identifier: str) -> tuple[str, ...]:
        """The sighted ids that a canonical id stands for, the most frequent first."""
        nodes = self._by_id.get(identifier, ())
        return tuple(sorted(filter(self._seen, nodes), key=lambda node: (-self._profiles[node].seen, node)))

    def suggestions(self) -> list[Suggestion]:
        """Pairs of actors that may be one but are not certain, the likeliest first."""
        return suggested(self._clusters, self._rulings, self.id_of, self._seen)

    # ------------------------------------------------------------ articles

    def put(self, article: str, sightings: Iterable[Sighting]) -> Changes:
        """Take in what an article says, in place of whatever it said before."""
        new, old = tuple(sightings), self._articles.get(article, ())
        if new == old:
            return Changes(identities=self._parts(article))
        said, unsaid = self._by_node(article, new), self._by_node(article, old)
        touched = dict.fromkeys((*unsaid, *said))
        expected = {
            node: some
            for node, some in said.items()
            if node not in unsaid and node in self._profiles and self._profiles[node].expects(some)
        }
        # Where nothing is taken back, articles can but part pairs that meet in them and join such as were apart.
        pairs = self._namesakes.of(touched) if unsaid else self._namesakes.kept_apart(touched)
        asked = self._count(article, unsaid, -1) | self._count(article, said, 1)
        self._articles[article] = new
        if not new:
            del self._articles[article]
        pairs |= self._namesakes.count(unsaid, -1) | self._namesakes.count(said, 1)
        unsettled = {
            node
            for pair in self._namesakes.changed(pairs)
            for node in pair
            if node in self._profiles and not self._profiles[node].empty
        }
        for identifier in asked:
            self._profile(identifier)
            expected.pop(identifier, None)
            touched[identifier] = None
        changes = self._settle([node for node in touched if node not in expected], unsettled, expected)
        parts = self._parts(article)
        return replace(changes, identities=dict(sorted({**changes.identities, **parts}.items()))) if parts else changes

    def _parts(self, article: str) -> dict[tuple[str, str], str]:
        """What the ids mean that a reviewer split in an article; told anew with every word of the article."""
        ids = {sighting.actor.id for sighting in self._articles.get(article, ())}
        return {(i, article): self.id_of(i, article) for i in sorted(ids) if self._rulings.node(i, article) != i}

    def _profile(self, node: str) -> Profile:
        if node not in self._profiles:
            self._profiles[node] = Profile(node)
        return self._profiles[node]

    def _by_node(self, article: str, sightings: Iterable[Sighting]) -> dict[str, list[Sighting]]:
        """What an article says of each id; an id of which a reviewer split it off, under that of the part."""
        of: dict[str, list[Sighting]] = {}
        for sighting in sightings:
            of.setdefault(self._rulings.node(sighting.actor.id, article), []).append(sighting)
        return of

    def _count(self, article: str, of: Mapping[str, Sequence[Sighting]], by: int) -> set[str]:
        """Add what an article says, or take it away; returns the entries of the user's list that it may mean."""
        asked: set[str] = set()
        for node, some in of.items():
            for identifier in {sighting.actor.id for sighting in some} - {node}:
                places = self._places.setdefault(node, set())
                (places.add if by > 0 else places.discard)((identifier, article))
        for node, some in of.items():
            self._profile(node).count(some, by)
            if self._directory:
                asked = asked.union(*(self._listing.count(sighting.actor, by) for sighting in some))
            whole_of = self._wholes.get(self._clusters.cluster(node)) if node in self._clusters else None
            if whole_of is not None and whole_of.total is not None:
                whole_of.total.count(some, by)
        return asked

    # ------------------------------------------------------------ settling

    def _settle(
        self, touched: Iterable[str], unsettled: set[str], expected: Mapping[str, Sequence[Sighting]]
    ) -> Changes:
        """Bring clusters, actors and ids up to date with the profiles that were touched.

        ``expected`` is what was said of profiles whose traits stay the same by it.
        """
        changed: dict[str, Traits | None] = {}
        for node in touched:
            profile = self._profiles[node]
            if node in self._directory:
                heeded = profile.seen or node in self._ruled or self._listing.asked(node)
                profile.listed = self._directory.get(node) if heeded else None
            traits = None if profile.empty else profile.traits()
            if traits is None:
                del self._profiles[node]
            if traits != self._clusters.traits.get(node):
                changed[node] = traits
        gone, come = self._clusters.update(changed, unsettled) if changed or unsettled else (set(), set())
        stale = come | {self._clusters.cluster(node) for node in touched if node in self._profiles}
        seen = self._see_again(expected, stale)
        before = {cluster: self._made.get(cluster) for cluster in (*gone, *stale, *seen)}
        self._made.update(seen)
        families = {family_of(node) for cluster in gone | come for node in cluster}
        for cluster in gone:
            families |= self._wish(cluster, None)
            self._made.pop(cluster, None)
            self._wholes.pop(cluster, None)
        for cluster in stale:
            families |= self._make(cluster)
        for family in families:
            for cluster, identifier in numbered(self._wishes.get(family, {}), self._free).items():
                if self._made[cluster].id != identifier:
                    before.setdefault(cluster, self._made[cluster])
                    self._made[cluster] = replace(self._made[cluster], id=identifier)
        return self._told(before)

    def _see_again(self, expected: Mapping[str, Sequence[Sighting]], stale: set[Group]) -> dict[Group, Actor]:
        """The actors of clusters of which articles say what was expected, as far as they are others than before; adds
        to the stale clusters those that must be made anew."""
        again: dict[Group, list[Sighting]] = {}
        for node, some in expected.items():
            again.setdefault(self._clusters.cluster(node), []).extend(some)
        seen: dict[Group, Actor] = {}
        for cluster in again.keys() - stale:
            former = self._made[cluster]
            made = None
            if not self._listed(cluster):
                made = seen_again(former, again[cluster], alone=len(cluster) == 1)
            if made is None:
                stale.add(cluster)
            elif made is not former:
                seen[cluster] = made
        return seen

    def _listed(self, cluster: Group) -> bool:
        return any(self._profiles[node].listed is not None for node in cluster)

    def _make(self, cluster: Group) -> set[str]:
        """Make a cluster's actor anew; returns the families of ids in which somebody wants another id than before."""
        former, one = self._made.get(cluster), self._wholes.get(cluster)
        if one is None:
            one = whole([self._profiles[node] for node in cluster])
            if one.total is not None:
                self._wholes[cluster] = one
        actor = self._made[cluster] = canonical(one, former.id if former is not None else None)
        return self._wish(cluster, wish(actor, one))

    def _wish(self, cluster: Group, want: Wish | None) -> set[str]:
        """Note which id somebody wants; returns the families of ids that this changes."""
        former = self._wanted.pop(cluster, None)
        if want is not None:
            self._wanted[cluster] = want
        if want == former:
            return set()
        if former is not None:
            del self._wishes[family_of(former.base)][cluster]
        if want is not None:
            self._wishes.setdefault(family_of(want.base), {})[cluster] = want
        return {family_of(w.base) for w in (former, want) if w is not None}

    def _free(self, identifier: str, cluster: Group) -> bool:
        """Whether an id is not a sighted or listed one of somebody else."""
        if identifier in self._profiles:
            return self._clusters.cluster(identifier) == cluster
        return identifier not in self._directory

    def _seen(self, node: str) -> bool:
        """Whether some article names an id."""
        return node in self._profiles and self._profiles[node].seen > 0

    def _told(self, before: Mapping[Group, Actor | None]) -> Changes:
        """File the actors of clusters that were made anew under their ids, and tell what is other than before."""
        former = {actor.id for actor in before.values() if actor is not None}
        shown = former & self._shown
        self._shown -= former
        for identifier in former:
            if self._by_id[identifier] in before:
                del self._by_id[identifier]
        actors: list[Actor] = []
        identities: dict[tuple[str, str], str] = {}
        for cluster, was in before.items():
            actor = self._made.get(cluster)
            if actor is None:
                continue
            self._by_id[actor.id] = cluster
            if any(self._seen(node) for node in cluster):
                self._shown.add(actor.id)
                if actor != was or actor.id not in shown:
                    actors.append(actor)
            if was is None or was.id != actor.id:
                identities.update(self._identities_of(cluster))
        for node in (node for cluster in before for node in cluster if not self._seen(node)):
            identities[node, ""] = node
        return Changes(
            tuple(sorted(actors, key=lambda actor: actor.id)),
            dict(sorted(identities.items())),
            frozenset(shown - self._shown),
        )

    def _identities_of(self, cluster: Group) -> Iterator[tuple[tuple[str, str], str]]:
        """What the sighted ids of a cluster mean; a part that was split off is told by article."""
        identifier = self._made[cluster].id
        for node in cluster:
            if node in self._places:
                for place in self._places[node]:
                    yield place, identifier
            elif self._seen(node):
                yield (node, ""), identifier


def is_unnamed(actor: Actor) -> bool:
    """Whether a person is known by role only ("adviser to President X")."""
    return actor.id.startswith("role:")
