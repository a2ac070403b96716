import { mostNames, namesOf } from '../../../model/pattern/names-of';

test.each<[string, readonly string[]]>([
  ['^a$', ['a']],
  ['^()$', ['']],
  ['^(a|b\\.c)$', ['a', 'b.c']],
  ['^(a|a)$', ['a']],
  ['^q-(1[0-2]?|20)$', ['q-1', 'q-10', 'q-11', 'q-12', 'q-20']],
  ['^(a|b)-x(c|d)?$', ['a-x', 'a-xc', 'a-xd', 'b-x', 'b-xc', 'b-xd']],
  ['^[a\\-^]é$', ['-é', '^é', 'aé']],
  ['^(é)?a?$', ['', 'a', 'é', 'éa']],
])('%s lists its names', (pattern, names) => {
  expect([...(namesOf(pattern) ?? [])].sort()).toEqual(names);
});

test.each([
  'a',
  '^a',
  'a$',
  '^a|b$',
  '^(a|b)$|c',
  '^a.$',
  '^a*$',
  '^a+$',
  '^a{2}$',
  '^a??$',
  '^a?+$',
  '^é?$',
  '^(?:a)$',
  '^(?i)a$',
  '^(*UTF)a$',
  '^[^a]$',
  '^[]a]$',
  '^[a-]$',
  '^[b-a]$',
  '^[[:alpha:]]$',
  '^[é]$',
  '^\\d$',
  '^\\Qa\\E$',
  '^a\\',
  '^(a$',
  '^a)$',
  '^[a$',
  '^(a|b)?',
  `^${'[0-9]'.repeat(String(mostNames).length)}$`,
])('%s says more than names, or too many', (pattern) => {
  expect(namesOf(pattern)).toBeUndefined();
});
