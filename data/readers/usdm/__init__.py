"""Study protocols in CDISC's USDM, 3.x and 4.x: arms, epochs, visits, activities and doses."""
