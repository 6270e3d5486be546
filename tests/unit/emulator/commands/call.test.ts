import { parseEvent } from '../../../../emulator/commands/call';
import { EmulatorError } from '../../../../emulator/errors';

test.each<[string, unknown]>([
  ['{"action":"home"}', { action: 'home' }],
  ['5', 5],
  ['null', null],
])('%s is an event', (json, event) => {
  expect(parseEvent(json)).toEqual(event);
});

test.each([
  ["{action:'home'}", 'line 1, column 2', '  {action:\'home\'}\n   ^'],
  ['{"a":1', 'line 1, column 7', '  {"a":1\n        ^'],
  ['{"a":1,\n "b":}', 'line 2, column 6', '   "b":}\n       ^'],
  ['', 'line 1, column 1', '  \n  ^'],
])('%j is refused with its place', (json, place, pointer) => {
  expect(() => parseEvent(json)).toThrow(EmulatorError);
  expect(() => parseEvent(json)).toThrow(place);
  expect(() => parseEvent(json)).toThrow(pointer);
});

test('a long line is shown around the place', () => {
  const json = `{"text":"${'x'.repeat(200)}" "b":1}`;
  expect(() => parseEvent(json)).toThrow('column 212');
  try {
    parseEvent(json);
  } catch (error) {
    const lines = (error as Error).message.split('\n');
    expect(lines[1]?.length).toBeLessThan(90);
    expect(lines[1]?.[lines[2]?.indexOf('^') ?? -1]).toBe('"');
  }
});
