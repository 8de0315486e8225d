// Plain-JS stand-in for the native @vscode/spdlog: same calls, no compiler needed.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const NAMES = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
let defaultLevel = 2;
class Logger {
  constructor(name, file) {
    this.name = name;
    this.file = file;
    this.level = defaultLevel;
    this.raw = false;
    try {
      fs.mkdirSync(path.dirname(file), { recursive: true });
    } catch {
      /* reported on first write */
    }
  }
  #w(level, msg) {
    if (level < this.level || !this.file) return;
    const line = this.raw
      ? String(msg)
      : `[${new Date().toISOString().replace('T', ' ').replace('Z', '')}] [${this.name}] [${NAMES[level]}] ${msg}\n`;
    try {
      fs.appendFileSync(this.file, line);
    } catch {
      /* the log folder may be gone at shutdown */
    }
  }
  trace(m) {
    this.#w(0, m);
  }
  debug(m) {
    this.#w(1, m);
  }
  info(m) {
    this.#w(2, m);
  }
  warn(m) {
    this.#w(3, m);
  }
  error(m) {
    this.#w(4, m);
  }
  critical(m) {
    this.#w(5, m);
  }
  getLevel() {
    return this.level;
  }
  setLevel(l) {
    this.level = l;
  }
  setPattern() {}
  clearFormatters() {
    this.raw = true;
  }
  flush() {}
  drop() {
    this.file = undefined;
  }
}
const make = async (name, file) => new Logger(name, file);
// Named one by one: the VS Code bundles import() this file, and Node finds only exports written like this.
exports.Logger = Logger;
exports.version = 0;
exports.setLevel = (l) => {
  defaultLevel = l;
};
exports.setFlushOn = () => {};
exports.shutdown = () => {};
exports.createRotatingLogger = make;
exports.createAsyncRotatingLogger = make;
