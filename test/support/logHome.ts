import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Environment } from '../../src/core/sources/source';
import type { WorkerConfig, WorkerEvent } from '../../src/protocol/messages';
import type { ReportTotals } from '../../src/protocol/views';
import { openService } from '../../src/node/localService';
import type { Service } from '../../src/node/service';
import { environment } from './environment';
import { workerConfig } from './workerConfig';

/** A home directory of a developer who uses Claude Code, in a folder of its own that goes when `remove` is called. */
export class LogHome {
  readonly folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'tokenmin-home-')));
  readonly home = `${this.folder}/home`;
  readonly projects = `${this.home}/.claude/projects`;
  readonly ledgerFile = `${this.folder}/data/ledger.sqlite`;
  readonly events: WorkerEvent[] = [];
  private readonly services: Service[] = [];

  constructor() {
    fs.mkdirSync(`${this.projects}/shop`, { recursive: true });
  }

  /** A transcript of the one project. */
  path(name: string): string {
    return `${this.projects}/shop/${name}`;
  }

  write(name: string, content: string | Uint8Array): string {
    const file = this.path(name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
    return file;
  }

  append(name: string, content: string): string {
    fs.appendFileSync(this.path(name), content);
    return this.path(name);
  }

  config(changes: Partial<WorkerConfig> = {}): WorkerConfig {
    return workerConfig({ home: this.home, ledgerFile: this.ledgerFile, ...changes });
  }

  open(changes: Partial<WorkerConfig> = {}): Service {
    const service = openService(this.config(changes), (event) => this.events.push(event), path.resolve('dist'));
    this.services.push(service);
    return service;
  }

  environment(): Environment {
    return environment({ home: this.home, temporaryFolder: `${this.folder}/tmp` });
  }

  async remove(): Promise<void> {
    await Promise.all(this.services.map((service) => service.close()));
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

export async function totalsOf(service: Service): Promise<ReportTotals> {
  return (await service.query('report', {})).totals;
}

/** Calls and tokens, the figures that most tests look at. */
export async function tallyOf(service: Service): Promise<{ requests: number; input: number; output: number }> {
  const { requests, inputTokens, outputTokens } = await totalsOf(service);
  return { requests, input: inputTokens, output: outputTokens };
}
