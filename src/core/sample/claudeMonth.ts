import type { ClaudeTranscript } from './claudeTranscript';
import { ClaudeSample, SMALL, STANDARD } from './claudeTurns';
import { wastefulClaudeSessions } from './claudeWaste';
import { agentTool, grepTool, readTool } from './claudeTools';
import {
  SAMPLE_PROJECTS,
  addToSampleTally,
  emptySampleTally,
  timeOn,
  type SampleCalendar,
  type SampleFile,
  type SampleTally,
} from './sampleFile';
import type { SampleRandom } from './sampleRandom';
import { SAMPLE_TOPICS, type SampleText } from './sampleText';

const MINUTE = 60_000;

/** A month of Claude Code: a session or two on each working day, the oddities of real logs, and the planted waste. */
export function claudeMonth(
  random: SampleRandom,
  text: SampleText,
  calendar: SampleCalendar,
  healthy: boolean,
): { files: SampleFile[]; tally: SampleTally } {
  const files: SampleFile[] = [];
  const tally = emptySampleTally();
  const add = (session: ClaudeTranscript, torn?: string) => {
    files.push(session.file(torn));
    addToSampleTally(tally, session.tally);
  };
  const session = (name: string, day: number, hour: number, more: { model?: string; agentId?: string } = {}) => {
    const project = random.pick(SAMPLE_PROJECTS);
    const startAt = timeOn(calendar, day, hour, random.int(0, 50));
    const prefix = more.agentId ? 8200 : undefined;
    const setup = { random, name, project, model: more.model ?? STANDARD, startAt, prefix, agentId: more.agentId };
    return new ClaudeSample({ ...setup, cacheLife: more.agentId ? '5m' : 'hour' }, text, random.pick(SAMPLE_TOPICS));
  };

  for (let day = 0; day < calendar.days.length; day++) {
    const main = session(`day-${day}`, day, 9);
    main.task(text.feature(main.topic));
    for (let turns = random.int(1, 3); turns > 0; turns--)
      main.wait(random.int(2, 15) * MINUTE).task(text.followUp(main.topic));
    if (day % 4 === 1) add(helper(main, day));
    if (day === 5) main.apiError('API Error: 529 overloaded');
    if (day === 8) main.compact(text.answer(main.topic, 12)).wait(MINUTE).task(text.followUp(main.topic));
    // A crash in the middle of a line; what is left of it counts for nobody.
    add(main, day === 11 ? '{"parentUuid":null,"isSidechain":false,"type":"assistant","message":{"id":"msg_01' : '');
    if (day % 5 === 2) add(session(`quick-${day}`, day, 14, { model: SMALL }).ask(text.simple(main.topic)));
    if (day === 9) add(resumed(main, day + 1));
  }
  add(unknownModel());
  if (!healthy) for (const wasteful of wastefulClaudeSessions(random, text, calendar)) add(wasteful);
  return { files, tally };

  /** A search handed to a helper on a small model; the helper's calls are in its own file. */
  function helper(main: ClaudeSample, day: number): ClaudeTranscript {
    const agentId = `a${random.id(6)}`;
    const { topic } = main;
    const found = text.answer(topic, 3);
    main
      .wait(MINUTE)
      .prompt(text.followUp(topic))
      .call({ tools: [agentTool(text.feature(topic), found)] });
    main.call({ text: text.answer(topic, 2) });
    const setup = {
      ...main.setup,
      model: SMALL,
      startAt: main.clock - MINUTE,
      prefix: 8200,
      agentId,
      cacheLife: '5m' as const,
    };
    const side = new ClaudeSample(setup, text, topic);
    side.prompt(`${text.feature(topic)} (day ${day})`);
    side.call({ tools: [grepTool(random.pick(topic.things), text.code(topic, 8))] });
    side.call({ tools: [readTool(side.path(), text.numbered(text.code(topic, 24)))] });
    return side.call({ text: found });
  }

  function resumed(main: ClaudeSample, day: number): ClaudeTranscript {
    const again = new ClaudeSample(
      { ...main.setup, name: 'resumed', startAt: timeOn(calendar, day, 16) },
      text,
      main.topic,
    );
    return again.resume(main).task(text.followUp(main.topic));
  }

  /** A model of the user's own behind a proxy: nobody knows its price. */
  function unknownModel(): ClaudeTranscript {
    const own = session('own-model', 6, 17, { model: 'orchard-coder-12b' });
    return own.ask(text.simple(own.topic), 3).wait(MINUTE).ask(text.simple(own.topic), 2);
  }
}
