"""What may stand after an option: anything else is refused in one line that says what would do, before anything is measured."""

import argparse, os


class Parser(argparse.ArgumentParser):
    def error(self, message):
        self.exit(2, f'{self.prog}: {message}\n')


def refuse(said):
    raise argparse.ArgumentTypeError(said)


def whole(least, most=None, why=''):
    """A number from the one to the other; `why` it may not be larger."""
    wanted = f'from {least:,} to {most:,}' if most else f'from {least:,} up'

    def number(text):
        try:
            value = int(text)
        except ValueError:
            value = None
        if value is None or value < least or most and value > most:
            refuse(f'takes a whole number {wanted}{why and f" ({why})"}, not {text!r}')
        return value

    return number


def file_to_read(text):
    if not os.path.exists(text) or os.path.isdir(text):
        refuse(f'there is no file {text!r}; name one that is there')
    return text


def folder_to_read(text):
    if not os.path.isdir(text):
        refuse(f'there is no folder {text!r}; make it first, or name another')
    return text


def folder_to_write(text):
    if not os.access(folder_to_read(text), os.W_OK | os.X_OK):
        refuse(f'nothing can be written into {text!r}; name another folder')
    return text


def file_to_write(text):
    """A file that is there or can be; where a link points, so that the link stays."""
    path = os.path.realpath(text)
    if os.path.exists(path) and not os.path.isfile(path):
        refuse(f'{text!r} is no file; name one')
    folder_to_write(os.path.dirname(path))
    return path
