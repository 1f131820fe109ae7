"""Rectangles one by one, as the tests of the map ask for them; the product asks for many."""

from data.model.regions import XY, Rectangle


def meet(one: Rectangle, other: Rectangle) -> bool:
    """Says whether they have room in common; a shared edge is none."""
    return (
        one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    )


def within(box: Rectangle, frame: Rectangle) -> bool:
    """Says whether a rectangle is wholly in the frame, the edges of which belong to it."""
    return (
        box.left >= frame.left
        and box.right <= frame.right
        and box.top >= frame.top
        and box.bottom <= frame.bottom
    )


def around(point: XY, radius: float) -> Rectangle:
    """The square around a bubble."""
    x, y = point
    return Rectangle(x - radius, y - radius, x + radius, y + radius)
