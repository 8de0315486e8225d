// Plain-JS stand-in for the native watchdog. The extension host also polls its parent in JS, so this only has to exist.
'use strict';
exports.start = () => {};
exports.exit = (code) => process.exit(code || 0);
