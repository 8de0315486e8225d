import { bashTool, editTool, grepTool, readTool } from './claudeTools';
import { ClaudeTranscript, type ClaudeSetup } from './claudeTranscript';
import { projectFolder } from './sampleFile';
import type { SampleRandom } from './sampleRandom';
import type { SampleText, SampleTopic } from './sampleText';

export const PREMIUM = 'claude-opus-5';
export const STANDARD = 'claude-sonnet-5';
export const SMALL = 'claude-haiku-4-5-20251001';

/** A transcript with the turns that sessions are made of. */
export class ClaudeSample extends ClaudeTranscript {
  private readonly random: SampleRandom;
  private readonly folder: string;

  constructor(
    setup: ClaudeSetup,
    private readonly text: SampleText,
    readonly topic: SampleTopic,
  ) {
    super(setup);
    this.random = setup.random;
    this.folder = projectFolder(setup.project);
  }

  path(topic = this.topic): string {
    return `${this.folder}/src/${topic.area}/${this.random.pick(topic.things)}${this.random.int(1, 99)}.ts`;
  }

  /** Look, change, check, tell: the usual shape of a task. */
  task(prompt: string, topic = this.topic): this {
    const { random, text } = this;
    const path = this.path(topic);
    this.prompt(prompt);
    this.call({
      thinking: text.answer(topic, random.int(1, 4)),
      tools: [grepTool(random.pick(topic.things), text.code(topic, random.int(3, 12)))],
    });
    this.call({
      text: text.sentence(topic),
      tools: [readTool(path, text.numbered(text.code(topic, random.int(14, 44))))],
    });
    this.call({ tools: [editTool(path, text.code(topic, random.int(2, 6)), text.code(topic, random.int(4, 14)))] });
    this.call({ tools: [bashTool('npm test', text.testRun(topic, random.int(4, 12)))] });
    return this.call({ text: text.answer(topic, random.int(2, 5)) });
  }

  /** A question or a piece of text, answered at once. */
  ask(prompt: string, sentences = 2): this {
    this.prompt(prompt);
    return this.call({ text: this.text.answer(this.topic, sentences) });
  }
}
