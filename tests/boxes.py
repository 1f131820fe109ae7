"""Rectangles one by one, as the tests of the map ask for them; the product asks for many."""

from data.model.regions import Box, Point


def meet(one: Box, other: Box) -> bool:
    """Says whether they have room in common; a shared edge is none."""
    return (
        one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    )


def within(box: Box, frame: Box) -> bool:
    """Says whether a rectangle is wholly in the frame, the edges of which belong to it."""
    return (
        box.left >= frame.left
        and box.right <= frame.right
        and box.top >= frame.top
        and box.bottom <= frame.bottom
    )


def around(point: Point, radius: float) -> Box:
    """The square around a bubble."""
    x, y = point
    return Box(x - radius, y - radius, x + radius, y + radius)
