"""Articles out of what agencies and corpora send: ninjs, NewsML, NITF, the quotations of GDELT and Quotebank."""
