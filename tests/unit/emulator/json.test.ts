import { parseJsonFile } from '../../../emulator/json';

test.each([
  ['{ "a": 1, // one\n "b": [1, 2,], }', { a: 1, b: [1, 2] }],
  ['/* all */ { "url": "http://x/*y*/", "s": "a,]" }', { url: 'http://x/*y*/', s: 'a,]' }],
  ['\ufeff{"bom": true}', { bom: true }],
  ['{"quote": "\\"//\\""}', { quote: '"//"' }],
])('%j is read', (text, value) => {
  expect(parseJsonFile(text, 'x.json')).toEqual(value);
});

test.each([
  ['{\n  "a": 1\n  "b": 2\n}', 'x.json:3 is not valid JSON'],
  ['{\n // note\n  "a": }', 'x.json:3 is not valid JSON'],
  ['{\n\n', 'x.json:3 is not valid JSON'],
])('%j is refused with its line', (text, message) => {
  expect(() => parseJsonFile(text, 'x.json')).toThrow(message);
});
