import { parseArguments } from '../../../../emulator/commands/auto-arguments';

test('what automator.launch() sends', () => {
  expect(parseArguments(['auto', '--project', '/p', '--auto-port', '9421'])).toEqual({ project: '/p', port: 9421, account: undefined });
  expect(parseArguments(['--lang', 'zh', 'auto', '--project', '/p', '--auto-port', '9421', '--auto-account', 'o-1', '--trust-project'])).toEqual({ project: '/p', port: 9421, account: 'o-1' });
  expect(parseArguments(['auto', '--project', '/p', '--auto-port', '1', '--ticket', 'T'])).toMatchObject({ account: undefined });
  expect(parseArguments(['auto', '--project', '/p'])).toMatchObject({ port: 9420 });
});

test.each([[['open', '--project', '/p']], [['auto']], [['auto', '--project']], [['auto', '--project', '--auto-port', '1']], [['auto', '--project', '/p', '--auto-port', 'x']]])('%j is refused', (argv) => {
  expect(() => parseArguments(argv)).toThrow();
});
