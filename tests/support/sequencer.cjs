// The longest first, so that no worker waits for the other at the end. Where Jest has not timed them yet, these are known to be long.
const Sequencer = require('@jest/test-sequencer').default;

const LONG = ['histories', 'kills-transactions', 'kills-writes', 'kills-first', 'vip-crash', 'torn', 'growth', 'exchange-crash', 'command', 'functions-access', 'review-crash', 'functions-crash'];
const rank = ({ path }) => {
  const found = LONG.findIndex((name) => path.includes(name));
  return found < 0 ? LONG.length : found;
};

module.exports = class extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((a, b) => (a.duration === undefined && b.duration === undefined ? rank(a) - rank(b) : 0));
  }
};
