import { CodexRollout } from './codexRollout';
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
import { SAMPLE_TOPICS, type SampleText, type SampleTopic } from './sampleText';

const MINUTE = 60_000;
const MODEL = 'gpt-5.3-codex';

/** A month of Codex: a thread on every other working day, one fork, one helper, an archived and a compressed thread. */
export function codexMonth(
  random: SampleRandom,
  text: SampleText,
  calendar: SampleCalendar,
): { files: SampleFile[]; tally: SampleTally } {
  const files: SampleFile[] = [];
  const tally = emptySampleTally();
  const add = (thread: CodexRollout, kind?: 'archived' | 'compressed') => {
    files.push(thread.file(kind));
    addToSampleTally(tally, thread.tally);
  };
  const thread = (name: string, day: number, hour: number) => {
    const startAt = timeOn(calendar, day, hour, random.int(0, 50));
    const { zoneOffset } = calendar;
    return new CodexRollout({ random, name, project: random.pick(SAMPLE_PROJECTS), model: MODEL, startAt, zoneOffset });
  };
  const task = (rollout: CodexRollout, prompt: string, topic: SampleTopic) => {
    const path = `src/${topic.area}/${random.pick(topic.things)}.ts`;
    rollout.prompt(prompt);
    rollout.call({
      reasoning: random.int(60, 500),
      command: `sed -n 1,80p ${path}`,
      output: text.code(topic, random.int(20, 60)),
    });
    const diff = `@@\n-${text.code(topic, 2)}\n+${text.code(topic, 3)}`;
    rollout.call({ reasoning: random.int(40, 300), patch: { path, diff } });
    rollout.call({ command: 'npm test', output: text.testRun(topic, random.int(5, 14)) });
    return rollout.call({ text: text.answer(topic, random.int(2, 5)) });
  };

  for (let day = 0; day < calendar.days.length; day += 2) {
    const topic = random.pick(SAMPLE_TOPICS);
    const rollout = task(thread(`codex-${day}`, day, 10).start(), text.feature(topic), topic);
    if (day % 4 === 0) task(rollout.repeat().wait(3 * MINUTE), text.followUp(topic), topic);
    if (day === 12) task(rollout.switchTo('gpt-5.4-mini').wait(MINUTE), text.followUp(topic), topic);
    add(rollout, day === 0 ? 'archived' : day === 2 ? 'compressed' : undefined);
    if (day === 6) add(task(thread('codex-fork', day, 15).forkOf(rollout), text.followUp(topic), topic));
    if (day === 8) add(task(thread('codex-helper', day, 16).spawnedBy(rollout), text.feature(topic), topic));
  }
  return { files, tally };
}
