import { describe, expect, test } from 'vitest';
import { departures, type Schema, type Swagger } from './swagger.ts';

/** A small file of the same make as NSX's. */
const SWAGGER: Swagger = {
  paths: {},
  responses: {},
  definitions: {
    Base: {
      required: ['id'],
      properties: { id: { type: 'string', maxLength: 3 }, resource_type: { type: 'string' } },
    },
    Child: {
      allOf: [
        { $ref: '#/definitions/Base' },
        {
          required: ['size'],
          properties: {
            size: { type: 'integer', format: 'int32', minimum: 1, maximum: 9 },
            word: { enum: ['A', 'B'], type: 'string' },
            nets: {
              type: 'array',
              maxItems: 1,
              items: { type: 'string', format: 'ipv4-cidr-block' },
            },
          },
        },
      ],
    },
  },
};
const BASE: Schema = { $ref: '#/definitions/Base' };
const CHILD: Schema = { $ref: '#/definitions/Child' };

describe('the Swagger check', () => {
  test('passes what fits', () => {
    expect(
      departures(SWAGGER, CHILD, { id: 'a', size: 3, word: 'B', nets: ['10.0.0.0/8'] }, []),
    ).toEqual([]);
    expect(departures(SWAGGER, CHILD, { id: 'a', size: 3, later: 1 }, ['Base.later'])).toEqual([]);
  });

  const wrongs: [string, object, string][] = [
    ['a missing field of the ancestor', { size: 3 }, '$.id is required'],
    ['a missing field of its own', { id: 'a' }, '$.size is required'],
    ['a wrong type', { id: 'a', size: '3' }, '$.size is not of type integer'],
    ['a number too small', { id: 'a', size: 0 }, '$.size is below 1'],
    ['a number too large', { id: 'a', size: 10 }, '$.size is above 9'],
    ['a text too long', { id: 'abcd', size: 3 }, '$.id is longer than 3'],
    ['a word that is not in the list', { id: 'a', size: 3, word: 'C' }, '$.word is not one of'],
    [
      'too many items',
      { id: 'a', size: 3, nets: ['10.0.0.0/8', '10.0.0.0/8'] },
      '$.nets has more than 1 items',
    ],
    [
      'a bad format',
      { id: 'a', size: 3, nets: ['2.1.4..0/24'] },
      '$.nets[0] is not in format ipv4-cidr-block',
    ],
    ['an unknown property', { id: 'a', size: 3, other: 1 }, '$.other is not in Child, Base'],
  ];
  test.each(wrongs)('finds %s', (_what, value, says) => {
    expect(departures(SWAGGER, CHILD, value, []).join('\n')).toContain(says);
  });

  test('judges an object by the derived definition that its resource_type names', () => {
    expect(departures(SWAGGER, BASE, { id: 'a', resource_type: 'Child', size: 3 }, [])).toEqual([]);
    expect(departures(SWAGGER, BASE, { id: 'a', resource_type: 'Child' }, [])).toEqual([
      '$.size is required',
    ]);
    expect(departures(SWAGGER, BASE, { id: 'a', resource_type: 'Else', size: 3 }, [])).toEqual([
      '$.size is not in Base',
    ]);
  });
});
