"""Reach below what python-pptx documents: the names in a package of slides.

A reader's own template is read and filled by its parts, which python-pptx knows by these names of
elements, relations and parts, and documents none of. tests/upgrade/test_python_pptx.py says what
is lost where an upgrade takes them away.
"""

from pptx.opc import constants, packuri
from pptx.oxml import ns
from pptx.parts import coreprops

RT = constants.RELATIONSHIP_TYPE
"""Names of the relations between parts."""
PackURI = packuri.PackURI
CoreProperties = coreprops.CorePropertiesPart
qn = ns.qn
"""``p:sp`` -> the name of the element with its namespace."""
