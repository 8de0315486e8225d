// @ts-check
// mocha's way of saying what failed, without a line for each test that passed. Leaves its counts in the file that
// TOKENMIN_REPORT names; test.mjs sums them up.
const fs = require('node:fs');
const { reporters, Runner } = require('mocha');

module.exports = class extends reporters.Base {
  /** @param {import('mocha').Runner} runner @param {import('mocha').MochaOptions} options */
  constructor(runner, options) {
    super(runner, options);
    // At once, so that a run that hangs later has said it.
    runner.on(Runner.constants.EVENT_TEST_FAIL, (test) => console.log(`✘ ${test.fullTitle()}`));
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      this.epilogue();
      const { passes, failures, pending } = this.stats;
      const file = process.env.TOKENMIN_REPORT;
      if (file) fs.writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
    });
  }
};
