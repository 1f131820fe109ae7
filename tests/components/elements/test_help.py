from components.elements import ids
from components.elements.help import KEYS, help_button, help_dialog
from tests.components.pages.trees import of_type, parts, text


def test_the_dialog_names_every_key_and_can_turn_them_off():
    dialog = help_dialog()
    named = [text(each) for each in of_type(dialog, "Kbd")]
    for key, words in KEYS:
        assert key in named
        assert words in text(dialog)
    assert dialog.id == ids.HELP_DIALOG
    assert ids.KEYS_SWITCH in {getattr(each, "id", None) for each in parts(dialog)}


def test_keys_stand_once():
    keys = [key for key, _ in KEYS]
    assert len(set(keys)) == len(keys)


def test_the_button_is_there_without_the_key():
    button = help_button()
    assert button.id == ids.HELP_BUTTON
    assert button.children == "Keys"
