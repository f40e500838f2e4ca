#!/usr/bin/env python3
"""Holds the JSON Schema against plans: schema.py SCHEMA VALID-FILES... -- INVALID-FILES...

Every valid file must be accepted and every other refused, read with all scalars as text (as `plan` reads them) and, for the valid
ones, with the types that an editor's YAML 1.2 gives them. Prints what is wrong; needs PyYAML and jsonschema.
"""
import json, re, sys
import jsonschema, yaml


class Core(yaml.SafeLoader):
    """The core schema of YAML 1.2: no dates, no sexagesimal numbers, `no` is text."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in [
        ('tag:yaml.org,2002:bool', r'^(?:true|True|TRUE|false|False|FALSE)$', list('tTfF')),
        ('tag:yaml.org,2002:int', r'^[-+]?[0-9]+$', list('-+0123456789')),
        ('tag:yaml.org,2002:float', r'^[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)([eE][-+]?[0-9]+)?$', list('-+.0123456789'))]:
    Core.add_implicit_resolver(tag, re.compile(pattern), first)


def main():
    schema = json.load(open(sys.argv[1], encoding='utf-8'))
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    split = sys.argv.index('--') if '--' in sys.argv else len(sys.argv)
    wrong = 0
    for path in sys.argv[2:split]:
        text = open(path, encoding='utf-8').read()
        for loader in (yaml.BaseLoader, Core):
            for error in validator.iter_errors(yaml.load(text, loader)):
                wrong += 1
                print(f'{path}: refused at {list(error.path)}: {error.message[:160]}')
    for path in sys.argv[split + 1:]:
        try:
            data = yaml.load(open(path, encoding='utf-8').read(), yaml.BaseLoader)
        except yaml.YAMLError:
            continue
        if validator.is_valid(data):
            wrong += 1
            print(f'{path}: accepted')
    sys.exit(1 if wrong else 0)


main()
