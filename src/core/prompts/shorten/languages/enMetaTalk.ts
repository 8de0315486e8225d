import type { PackEntry } from './languagePack';

function metaTalk(
  pattern: string,
  yes: PackEntry['yes'],
  no: PackEntry['no'],
  rest: Partial<PackEntry> = {},
): PackEntry {
  return { class: 'meta-talk', tier: 'ask', pattern, replacement: '', at: 'start', yes, no, ...rest };
}

/** English talk about the talk, always to be looked at: a role or a reference to something said may be what matters. */
export const ENGLISH_META_TALK: readonly PackEntry[] = [
  metaTalk(
    'i would? want|like|need you to act as',
    [
      ['I want you to act as a tutor.', 'Act as a tutor.'],
      ['I would like you to act as an editor.', 'Act as an editor.'],
    ],
    ['I want you to act fast.', 'Later I want you to act as a tutor.'],
    { replacement: 'act as' },
  ),
  metaTalk(
    'your task|job|goal|mission is to',
    [
      ['Your task is to review the patch.', 'Review the patch.'],
      ['Your job is to find bugs.', 'Find bugs.'],
    ],
    ['Your task is to win.', 'What your task is to review.'],
    { followedBy: 'verb' },
  ),
  metaTalk(
    'what i want you to do is',
    [
      ['What I want you to do is fix the test.', 'Fix the test.'],
      ['It is slow. What I want you to do is add a log.', 'It is slow. Add a log.'],
    ],
    ['What I want you to do is easy.', 'Guess what I want you to do is wrong.'],
    { followedBy: 'verb' },
  ),
  metaTalk(
    'what i need you to do is',
    [
      ['What I need you to do is fix the test.', 'Fix the test.'],
      ['What I need you to do is list them.', 'List them.'],
    ],
    ['What I need you to do is easy.', 'What I need is a test.'],
    { followedBy: 'verb' },
  ),
  metaTalk(
    'as i|we have? already? said|mentioned|stated|noted|explained|discussed above|earlier|previously?',
    [
      ['As I said earlier, use tabs.', 'Use tabs.'],
      ['As we discussed, drop it.', 'Drop it.'],
    ],
    ['Do as I said earlier.', 'As I said earlier in the call.'],
    { followedBy: /^,/ },
  ),
  metaTalk(
    "as i|we've|have already? said|mentioned|discussed above|earlier?",
    [
      ["As we've discussed, drop it.", 'Drop it.'],
      ["It is old. As we've already mentioned, drop it.", 'It is old. Drop it.'],
    ],
    ["As we've said it.", "Do as we've discussed."],
    { followedBy: /^,/ },
  ),
  metaTalk(
    'as you know|see|remember',
    [
      ['As you know, it is old.', 'It is old.'],
      ['It fails. As you see, it is old.', 'It fails. It is old.'],
    ],
    ['As you know it.', 'Do it as you see fit.'],
    { followedBy: /^,/ },
  ),
  metaTalk(
    'note that',
    [
      ['Note that it is old.', 'It is old.'],
      ['It fails. Note that we cache it.', 'It fails. We cache it.'],
    ],
    ['Note that in the log.', 'Do not note that the.'],
    { followedBy: /^\s+(?:the|it|this|we|you|they|these|there|I)\b/ },
  ),
  metaTalk(
    "it is|it's important|worth|crucial|essential to note|mention|remember that",
    [
      ['It is important to note that it is old.', 'It is old.'],
      ['It is worth to mention that we cache it.', 'We cache it.'],
    ],
    ['It is important to note.', 'It is important to note that down.'],
    { followedBy: /^\s+(?:the|it|this|we|you|they|these|there|I)\b/ },
  ),
  metaTalk(
    'i have a quick|small|simple? question|request',
    [
      ['I have a question. Why is it slow?', 'Why is it slow?'],
      ['I have a quick request: Add a test.', 'Add a test.'],
    ],
    ['I have a question about tests.', 'I have a question mark in it.'],
    { followedBy: /^[.:]\s/ },
  ),
  metaTalk(
    'here is|are my question|questions|request|task',
    [
      ['Here is my question: Why is it slow?', 'Why is it slow?'],
      ['Here are my questions: Why? When?', 'Why? When?'],
    ],
    ['Here is my question list.', 'Here is my file:'],
    { followedBy: /^:\s/ },
  ),
  metaTalk(
    'my question is',
    [
      ['My question is: Why is it slow?', 'Why is it slow?'],
      ['It is slow. My question is: Why?', 'It is slow. Why?'],
    ],
    ['My question is simple.', 'My question is about tests.'],
    { followedBy: /^:\s/ },
  ),
  metaTalk(
    'let me explain|know|elaborate',
    [
      ['Let me explain. It is slow.', 'It is slow.'],
      ['It fails. Let me elaborate! It is old.', 'It fails. It is old.'],
    ],
    ['Let me explain it.', 'Let me know when it is done.'],
    { at: 'whole' },
  ),
  metaTalk(
    "i am|'m writing to ask|request you? to",
    [
      ['I am writing to ask you to add a test.', 'Add a test.'],
      ['I am writing to request you to fix it.', 'Fix it.'],
    ],
    ['I am writing to ask for help.', 'I am writing to a file.'],
    { followedBy: 'verb' },
  ),
];
