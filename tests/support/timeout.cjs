// How long a test of this project may take, hooks included (ms; set in jest.config.cjs).
jest.setTimeout(globalThis.TEST_TIMEOUT);
