"""Names of bodies that may be one: taken apart, compared, proposed; never merged."""
