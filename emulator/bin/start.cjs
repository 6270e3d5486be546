'use strict';
// Plain JavaScript that old versions of Node can read, so that they can be told to go.

/** Checks the machine, registers TypeScript, and gives what `file` (relative to emulator/) exports. */
exports.load = function load(file) {
  var path = require('path');
  if (Number(process.versions.node.split('.')[0]) < 20) {
    fail('This is Node ' + process.versions.node + '; Xiaodian needs Node 20 or newer.', 'Install it from https://nodejs.org, or with your version manager: nvm install 20');
  }
  // The cloud runs in UTC, wherever the developer lives.
  process.env.TZ = 'UTC';
  // The settings of the project that is run are for its own code, not for the emulator's.
  process.env.TSX_TSCONFIG_PATH = path.join(__dirname, '..', '..', 'tsconfig.json');
  try {
    require.resolve('tsx/cjs');
  } catch (error) {
    fail('The packages that Xiaodian needs are not installed.', 'Run `npm ci` in ' + path.join(__dirname, '..', '..'));
  }
  require('tsx/cjs');
  return require(path.join(__dirname, '..', file));
};

function fail(message, mend) {
  console.error(message + '\n  → ' + mend);
  process.exit(1);
}
