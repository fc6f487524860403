"""What networks tell, and how far to trust it: pure functions over networks and columns of positions.

Coalitions, polarisation, brokers, backbones, phases and places; draws and comparisons tell what would come back.
"""

from onrecord.networks.insight.aligning import Coverage, Side
from onrecord.networks.insight.backbone import Backbone, Layer, Loss, backbone
from onrecord.networks.insight.brokerage import Broker, brokers
from onrecord.networks.insight.centrality import Centrality, centralities
from onrecord.networks.insight.coalitions import Agreeing, Coalition, Coalitions, Member, coalitions, methods_agree
from onrecord.networks.insight.erring import Errors, measured, propagated
from onrecord.networks.insight.following import coalitions_over_time
from onrecord.networks.insight.grouping import Method
from onrecord.networks.insight.phases import Distance, Phases, phases
from onrecord.networks.insight.polarisation import (
    MEASURES,
    OptionSpread,
    Polarisation,
    polarisation,
    polarisation_over_time,
)
from onrecord.networks.insight.resampling import Over, trust
from onrecord.networks.insight.saying import trust_sentence
from onrecord.networks.insight.scaling import Item, Point, Scaling, scaling
from onrecord.networks.insight.stability import Draws, EdgeBand, Trust
from onrecord.networks.insight.validity import Comparison, Validity, compare, validity_sentence

__all__ = [
    "MEASURES",
    "Agreeing",
    "Backbone",
    "Broker",
    "Centrality",
    "Coalition",
    "Coalitions",
    "Comparison",
    "Coverage",
    "Distance",
    "Draws",
    "EdgeBand",
    "Errors",
    "Item",
    "Layer",
    "Loss",
    "Member",
    "Method",
    "OptionSpread",
    "Over",
    "Phases",
    "Point",
    "Polarisation",
    "Scaling",
    "Side",
    "Trust",
    "Validity",
    "backbone",
    "brokers",
    "centralities",
    "coalitions",
    "coalitions_over_time",
    "compare",
    "measured",
    "methods_agree",
    "phases",
    "polarisation",
    "polarisation_over_time",
    "propagated",
    "scaling",
    "trust",
    "trust_sentence",
    "validity_sentence",
]
