import { agentTool, bashTool, grepTool, readTool, writeTool } from './claudeTools';
import type { ClaudeTranscript } from './claudeTranscript';
import { ClaudeSample, PREMIUM, STANDARD } from './claudeTurns';
import { PLANTED_SESSIONS } from './planted';
import { SAMPLE_PROJECTS, projectFolder, timeOn, type SampleCalendar } from './sampleFile';
import type { SampleRandom } from './sampleRandom';
import { SAMPLE_TOPICS, type SampleText, type SampleTopic } from './sampleText';

const MINUTE = 60_000;
const RECURRING =
  'Keep the change small, follow the style of the files around it, add no new dependency, write a test for every ' +
  'branch you touch, and tell me in the end which files you changed and why you changed each one of them.';

/** The sessions of `PLANTED`: each is wasteful in the one way its name says, on several days. */
export function wastefulClaudeSessions(
  random: SampleRandom,
  text: SampleText,
  calendar: SampleCalendar,
): ClaudeTranscript[] {
  const waste = new Waste(random, text, calendar);
  return [
    waste.longHaul(PLANTED_SESSIONS.longHaul[0]),
    ...PLANTED_SESSIONS.pastedLogs.map((name, i) => waste.pastedLog(name, 2 + 4 * i)),
    ...PLANTED_SESSIONS.pastedFiles.map((name, i) => waste.pastedFile(name, 3 + 5 * i)),
    ...PLANTED_SESSIONS.recurring.map((name, i) => waste.recurring(name, 1 + 3 * i)),
    ...PLANTED_SESSIONS.tables.map((name, i) => waste.pastedTable(name, 4 + 5 * i)),
    ...PLANTED_SESSIONS.wholeFiles.map((name, i) => waste.wholeFile(name, 5 + 5 * i)),
    ...PLANTED_SESSIONS.simple.map((name, i) => waste.simple(name, 2 + i)),
    ...PLANTED_SESSIONS.helpers.flatMap((name, i) => waste.helpers(name, 3 + 3 * i)),
    ...PLANTED_SESSIONS.fast.map((name, i) => waste.fast(name, 6 + 4 * i)),
    ...PLANTED_SESSIONS.bigResults.map((name, i) => waste.bigResult(name, 7 + 4 * i)),
    ...PLANTED_SESSIONS.noisy.map((name, i) => waste.noisy(name, 5 + 3 * i)),
    ...PLANTED_SESSIONS.rereads.map((name, i) => waste.reread(name, 8 + 3 * i)),
    ...PLANTED_SESSIONS.junk.map((name, i) => waste.junk(name, 9 + 3 * i)),
    ...PLANTED_SESSIONS.loops.map((name, i) => waste.loop(name, 10 + 3 * i)),
  ];
}

class Waste {
  constructor(
    private readonly random: SampleRandom,
    private readonly text: SampleText,
    private readonly calendar: SampleCalendar,
  ) {}

  /** One session for everything, kept open for four days: up to 110,000 tokens, then a new task after every pause. */
  longHaul(name: string): ClaudeTranscript {
    const { text } = this;
    const session = this.session(name, 12, STANDARD, { hour: 14, topic: 0, prefix: 36_000 });
    session.prompt(`${text.feature(session.topic)} Read everything that is involved before you start.`);
    while (session.context < 104_000) {
      const paths = [session.path(), session.path(), session.path()];
      session.call({ tools: paths.map((path) => readTool(path, text.numbered(text.code(session.topic, 90)))) });
    }
    session.call({ text: text.answer(session.topic, 6) });
    [
      { day: 13, hour: 9, topic: 1 },
      { day: 13, hour: 15, topic: 2 },
      { day: 14, hour: 10, topic: 3 },
      { day: 15, hour: 9, topic: 4 },
    ].forEach(({ day, hour, topic: index }, i) => {
      session.clock = timeOn(this.calendar, day, hour, 12);
      const topic = topicAt(index);
      session.task(text.feature(topic), topic);
      for (let more = 0; more < (i > 1 ? 2 : 1); more++) session.task(text.followUp(topic), topic);
      if (i > 0) {
        session.prompt(text.simple(topic));
        session.call({ model: PREMIUM, text: text.answer(topic, 2) });
        session.prompt(text.followUp(topic));
        session.call({ text: text.answer(topic, 2) });
      }
    });
    return session;
  }

  pastedLog(name: string, day: number): ClaudeTranscript {
    const { text } = this;
    const session = this.session(name, day, STANDARD);
    const log = text.log(session.topic, 1_300);
    session.task(`The worker stops after a while. Here is its log:\n\n${log}\n\nWhat is wrong?`);
    for (let i = 0; i < 4; i++) session.wait(MINUTE).task(text.followUp(session.topic));
    return session;
  }

  pastedFile(name: string, day: number): ClaudeTranscript {
    const { text } = this;
    const session = this.session(name, day, STANDARD);
    const code = text.code(session.topic, 40);
    session.prompt(text.feature(session.topic));
    session.call({ tools: [readTool(session.path(), text.numbered(code))] });
    session.call({ text: text.answer(session.topic, 2) });
    return session.wait(MINUTE).task(`I mean this part:\n\n${code}\n\nMake it shorter.`);
  }

  recurring(name: string, day: number): ClaudeTranscript {
    const session = this.session(name, day, STANDARD);
    return session.task(`${this.text.feature(session.topic)}\n\n${RECURRING}`);
  }

  pastedTable(name: string, day: number): ClaudeTranscript {
    const session = this.session(name, day, STANDARD);
    return session.task(`These rows come out wrong:\n\n${this.text.table(session.topic, 18)}\n\nFind the cause.`);
  }

  wholeFile(name: string, day: number): ClaudeTranscript {
    const { text } = this;
    const session = this.session(name, day, STANDARD);
    const [path, code] = [session.path(), text.code(session.topic, 520)];
    session.prompt(text.feature(session.topic));
    session.call({ tools: [readTool(path, text.numbered(code))] });
    for (const value of [1, 2, 3]) {
      session.call({ tools: [writeTool(path, code.replaceAll('return 0;', `return ${value};`), 4)] });
      session.call({ text: text.answer(session.topic, 2) });
      if (value < 3) session.wait(MINUTE).prompt(text.followUp(session.topic));
    }
    return session;
  }

  simple(name: string, day: number): ClaudeTranscript {
    const session = this.session(name, day, PREMIUM, { hour: 11 + (day % 2) * 6 });
    session.ask(this.text.simple(session.topic));
    return session.wait(3 * MINUTE).ask(this.text.simple(session.topic), 1);
  }

  helpers(name: string, day: number): ClaudeTranscript[] {
    const { random, text } = this;
    const session = this.session(name, day, PREMIUM, { hour: 13 });
    const { topic } = session;
    const helpers = Array.from({ length: 3 }, (_, i) => {
      const helper = this.session(name, day, PREMIUM, {
        hour: 13,
        prefix: 15_500,
        agentId: `${name.slice(-1)}${i}${random.id(5)}`,
      });
      helper.wait((i + 1) * 10_000).prompt(`Find where ${topic.things[i]} is decided and report the place.`);
      helper.call({ tools: [grepTool(random.pick(topic.things), text.code(topic, 20))] });
      for (const lines of [70, 80]) {
        helper.call({ tools: [readTool(helper.path(topic), text.numbered(text.code(topic, lines)))] });
      }
      return helper.call({ text: text.answer(topic, 3) });
    });
    session.prompt(text.feature(topic));
    const tools = helpers.map((_, i) => agentTool(`Find where ${topic.things[i]} is decided.`, text.answer(topic, 3)));
    session.call({ text: text.sentence(topic), tools });
    session.call({ text: text.answer(topic, 3) });
    return [session, ...helpers];
  }

  fast(name: string, day: number): ClaudeTranscript {
    const { text } = this;
    const session = this.session(name, day, PREMIUM, { hour: 16 });
    for (let i = 0; i < 3; i++) {
      session.prompt(text.feature(session.topic));
      session.call({ fast: true, tools: [readTool(session.path(), text.numbered(text.code(session.topic, 24)))] });
      session.call({ fast: true, text: text.answer(session.topic, 2) });
      session.wait(12 * MINUTE);
    }
    return session;
  }

  bigResult(name: string, day: number): ClaudeTranscript {
    const { text } = this;
    const session = this.session(name, day, PREMIUM, { topic: 1 });
    session.prompt(text.feature(session.topic));
    session.call({ tools: [bashTool('docker compose logs', text.log(topicAt(3), 1250))] });
    for (let i = 0; i < 6; i++) session.wait(MINUTE).task(text.followUp(session.topic));
    return session;
  }

  noisy(name: string, day: number): ClaudeTranscript {
    const { text } = this;
    const session = this.session(name, day, PREMIUM);
    for (let i = 0; i < 4; i++) {
      session.wait(MINUTE).prompt(i ? text.followUp(session.topic) : text.feature(session.topic));
      session.call({ tools: [bashTool('npm test', text.testRun(session.topic, 430))] });
      session.call({ text: text.answer(session.topic, 2) });
    }
    return session;
  }

  reread(name: string, day: number): ClaudeTranscript {
    const { text } = this;
    const session = this.session(name, day, PREMIUM);
    const read = readTool(session.path(), text.numbered(text.code(session.topic, 310)));
    for (let i = 0; i < 6; i++) {
      session.wait(MINUTE).prompt(i ? text.followUp(session.topic) : text.feature(session.topic));
      session.call({ tools: [read] });
      session.call({ text: text.answer(session.topic, 2) });
    }
    return session;
  }

  junk(name: string, day: number): ClaudeTranscript {
    const { text } = this;
    const session = this.session(name, day, PREMIUM);
    const folder = projectFolder(this.projectOf(day));
    session.prompt(text.feature(session.topic));
    for (const file of [
      'dist/main.min.js',
      'node_modules/left/index.js',
      'coverage/prettify.js',
      'package-lock.json',
    ]) {
      session.call({ tools: [readTool(`${folder}/${file}`, text.numbered(text.code(topicAt(5), 360)))] });
    }
    session.call({ text: text.answer(session.topic, 2) });
    return session.wait(MINUTE).task(text.followUp(session.topic));
  }

  loop(name: string, day: number): ClaudeTranscript {
    const { text } = this;
    const session = this.session(name, day, STANDARD);
    const failure = bashTool('npm run migrate', 'Error: connect ECONNREFUSED 127.0.0.1:5432\nexit code 1', true);
    session.prompt(text.feature(session.topic));
    for (let i = 0; i < 4; i++) session.call({ text: 'Trying once more.', tools: [failure] });
    return session.call({ text: text.answer(session.topic, 2) });
  }

  private projectOf(day: number): string {
    return SAMPLE_PROJECTS[day % SAMPLE_PROJECTS.length] ?? SAMPLE_PROJECTS[0];
  }

  private session(
    name: string,
    day: number,
    model: string,
    at: { hour?: number; topic?: number; prefix?: number; agentId?: string } = {},
  ): ClaudeSample {
    const { random, text, calendar } = this;
    const startAt = timeOn(calendar, day, at.hour ?? 15, random.int(0, 50));
    const setup = {
      random,
      name,
      project: this.projectOf(day),
      model,
      startAt,
      prefix: at.prefix,
      agentId: at.agentId,
    };
    return new ClaudeSample({ ...setup, cacheLife: at.agentId ? '5m' : 'hour' }, text, topicAt(at.topic ?? day));
  }
}

function topicAt(index: number): SampleTopic {
  const topic = SAMPLE_TOPICS[index % SAMPLE_TOPICS.length];
  if (!topic) throw new RangeError('no topics');
  return topic;
}
