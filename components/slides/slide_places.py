"""Places on a slide of 960 x 540 points, from its upper left corner: one table for all slides.

One point is two pixels of a 1920 x 1080 screen.
"""

from components.slides.drawing import Box

WIDTH, HEIGHT = 960.0, 540.0
EDGE = 30.0
TITLE = Box(EDGE, 10, WIDTH - 2 * EDGE, 36)
CHOICE = Box(EDGE, 48, WIDTH - 2 * EDGE, 18)
BODY = Box(EDGE, 76, WIDTH - 2 * EDGE, 408)
SOURCE = Box(EDGE, 488, WIDTH - 2 * EDGE, 37)
"""Three lines: sources of a figure may take two, its link one."""
FOOTER_TEXT = Box(EDGE, 526, 560, 11)
DATE = Box(WIDTH - EDGE - 240, 526, 200, 11)
NUMBER = Box(WIDTH - EDGE - 34, 526, 34, 11)
OPENING_TITLE = Box(EDGE + 30, 130, WIDTH - 2 * EDGE - 60, 110)
OPENING_TEXT = Box(EDGE + 30, 256, WIDTH - 2 * EDGE - 60, 150)
PLAIN_BODY = Box(EDGE, 76, WIDTH - 2 * EDGE, 440)
