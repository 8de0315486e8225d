import { PLANTED_SESSIONS } from './planted';
import {
  SAMPLE_PROJECTS,
  addToSampleTally,
  emptySampleTally,
  projectFolder,
  timeOn,
  type SampleCalendar,
  type SampleFile,
  type SampleTally,
} from './sampleFile';
import { sampleSessionId, type SampleRandom } from './sampleRandom';
import { SAMPLE_TOPICS, type SampleText, type SampleTopic } from './sampleText';

const USER = '.config/Code/User';
const MODEL = 'claude-sonnet-4.5';
const LONG_CONTEXT_MODEL = 'gpt-5.4';
const MINUTE = 60_000;

/** A month of Copilot Chat: sessions with text only, and some whose calls the extension's debug log recorded too. */
export function copilotMonth(
  random: SampleRandom,
  text: SampleText,
  calendar: SampleCalendar,
  healthy: boolean,
): { files: SampleFile[]; tally: SampleTally } {
  const month = new CopilotMonth(random, text);
  for (const project of SAMPLE_PROJECTS) month.workspace(project);
  for (let day = 1; day < calendar.days.length; day += 3) {
    const project = random.pick(SAMPLE_PROJECTS);
    month.session(`copilot-${day}`, timeOn(calendar, day, 11, random.int(0, 50)), { project, turns: random.int(1, 3) });
    if (day % 2 === 0) month.debugLog(`copilot-${day}`, timeOn(calendar, day, 11, 51), { project, calls: 4 });
  }
  month.session('copilot-no-folder', timeOn(calendar, 7, 12), { turns: 2 });
  if (!healthy) {
    PLANTED_SESSIONS.longTier.forEach((name, i) => {
      const [startAt, project] = [timeOn(calendar, 5 + 4 * i, 16), SAMPLE_PROJECTS[0]];
      month.session(name, startAt, { project, turns: 1, model: LONG_CONTEXT_MODEL });
      month.debugLog(name, startAt, { project, calls: 2, model: LONG_CONTEXT_MODEL, context: 274_000 });
    });
  }
  return month;
}

class CopilotMonth {
  readonly files: SampleFile[] = [];
  readonly tally = emptySampleTally();

  constructor(
    private readonly random: SampleRandom,
    private readonly text: SampleText,
  ) {}

  workspace(project: string): void {
    const content = JSON.stringify({ folder: `file://${projectFolder(project)}` });
    this.files.push({ path: `${USER}/workspaceStorage/${storage(project)}/workspace.json`, content });
  }

  /** VS Code's own chat session: a log of changes to one document, in which a retry takes back what was there. */
  session(name: string, startAt: number, { project = '', turns = 1, model = MODEL }): void {
    const { random, text } = this;
    const topic = random.pick(SAMPLE_TOPICS);
    const sessionId = sampleSessionId(name);
    const initial = {
      version: 3,
      sessionId,
      creationDate: startAt,
      initialLocation: 'panel',
      responderUsername: 'GitHub Copilot',
      requests: [],
    };
    const changes: object[] = [{ kind: 0, v: initial }];
    for (let i = 0; i < turns; i++) {
      const prompt = text.feature(topic);
      const answer = text.answer(topic, random.int(3, 8));
      changes.push({ kind: 2, k: ['requests'], v: [this.request(prompt, startAt + i * 4 * MINUTE, model)] });
      changes.push({ kind: 2, k: ['requests', i, 'response'], v: [{ value: text.sentence(topic) }] });
      changes.push({ kind: 2, k: ['requests', i, 'response'], i: 0, v: [{ value: answer }] });
      const metadata = this.metadata(topic, prompt, answer);
      const result = { timings: { firstProgress: 900, totalElapsed: 5200 }, metadata };
      changes.push({ kind: 1, k: ['requests', i, 'result'], v: result });
    }
    const folder = project
      ? `workspaceStorage/${storage(project)}/chatSessions`
      : 'globalStorage/emptyWindowChatSessions';
    this.files.push({ path: `${USER}/${folder}/${sessionId}.jsonl`, content: lines(changes) });
  }

  /** What the extension writes about its calls when asked to: tokens per call, no text. */
  debugLog(name: string, startAt: number, { project = '', calls = 1, model = MODEL, context = 14_000 }): void {
    const sid = sampleSessionId(name);
    const entries: object[] = [];
    let ts = startAt;
    let inputTokens = context;
    for (let i = 0; i < calls; i++) {
      ts += this.random.int(3000, 20_000);
      const outputTokens = this.random.int(60, 600);
      const attrs = { model, inputTokens, outputTokens, ttft: 700 };
      const head = { ts, dur: 2400, sid, type: 'llm_request', name: `chat:${model}` };
      entries.push({ ...head, spanId: this.random.id(16), status: 'ok', attrs });
      addToSampleTally(this.tally, {
        requests: 1,
        inputTokens,
        cacheReadInputTokens: 0,
        cacheCreationInputTokens: 0,
        outputTokens,
      });
      inputTokens += outputTokens + this.random.int(400, 2600);
    }
    const folder = `workspaceStorage/${storage(project)}/GitHub.copilot-chat/debug-logs/${sid}`;
    this.files.push({ path: `${USER}/${folder}/main.jsonl`, content: lines(entries) });
  }

  private request(prompt: string, timestamp: number, model: string): object {
    return {
      requestId: `request_${this.random.uuid()}`,
      timestamp,
      modelId: `copilot/${model}`,
      message: { text: prompt, parts: [] },
      agent: { id: 'github.copilot.editsAgent' },
      response: [],
    };
  }

  /** Two calls: one that reads a file, one that answers; with the texts that were sent, but not their tokens. */
  private metadata(topic: SampleTopic, prompt: string, answer: string): object {
    const { random, text } = this;
    const filePath = `src/${topic.area}/${random.pick(topic.things)}.ts`;
    const id = `call_${random.id(20)}`;
    const toolCalls = [{ id, name: 'read_file', arguments: JSON.stringify({ filePath }) }];
    const context = `<context>\nThe user has ${filePath} open.\n</context>\n${text.code(topic, 12)}`;
    return {
      toolCallRounds: [
        { id: random.uuid(), response: text.sentence(topic), toolCalls },
        { id: random.uuid(), response: answer, toolCalls: [] },
      ],
      toolCallResults: { [id]: { content: [{ value: text.code(topic, random.int(30, 60)) }] } },
      renderedUserMessage: [{ type: 1, text: `${context}\n${prompt}` }],
      renderedGlobalContext: [{ type: 1, text: text.answer(topic, 14) }],
    };
  }
}

function storage(project: string): string {
  return sampleSessionId(project).replaceAll('-', '');
}

function lines(entries: readonly object[]): string {
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}
