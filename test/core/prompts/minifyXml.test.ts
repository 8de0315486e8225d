import assert from 'node:assert/strict';
import { minifyXml } from '../../../src/core/prompts/shorten/data/minifyXml';

suite('minifyXml', () => {
  const cases: [string, string, string][] = [
    [
      'drops line breaks between tags',
      '<root>\n  <item>\n    <id>1</id>\n  </item>\n</root>\n',
      '<root><item><id>1</id></item></root>',
    ],
    ['keeps text', '<root>\n  <id>  a\n b </id>\n</root>', '<root><id>  a\n b </id></root>'],
    ['keeps an element of white space only', '<root>\n  <id>\n  </id>\n</root>', '<root><id>\n  </id></root>'],
    ['keeps blanks without a line break', '<root><x>1</x> <y>2</y>\n</root>', '<root><x>1</x> <y>2</y></root>'],
    ['keeps attributes', '<root  x = "1 > 2\n" y=\'"\'>\n<x/></root>', '<root  x = "1 > 2\n" y=\'"\'><x/></root>'],
    [
      'keeps instructions and comments',
      '<?xml version="1.0"?>\n<root>\n  <!-- a  <b> -->\n  <x />\n</root>',
      '<?xml version="1.0"?><root><!-- a  <b> --><x /></root>',
    ],
    [
      'names with prefixes',
      '<s:Body>\r\n  <m:Get-It.1>x</m:Get-It.1>\r\n</s:Body>',
      '<s:Body><m:Get-It.1>x</m:Get-It.1></s:Body>',
    ],
  ];
  for (const [name, text, expected] of cases) test(name, () => assert.equal(minifyXml(text), expected));

  const others: [string, string][] = [
    ['nothing', ''],
    ['prose', 'a < b'],
    ['text beside elements', '<root>\n  some <x>text</x>\n</root>'],
    ['text after elements', '<root>\n  <x>text</x> more\n</root>'],
    ['xml:space', '<root xml:space="preserve">\n  <x/>\n</root>'],
    ['CDATA', '<root>\n  <x><![CDATA[ <y> ]]></x>\n</root>'],
    ['a document type', '<!DOCTYPE root>\n<root>\n  <x/>\n</root>'],
    ['HTML', '<root>\n  <P>\n<x/></P>\n</root>'],
    ['two roots', '<x/>\n<y/>'],
    ['an element that stays open', '<root>\n  <x>\n</root>'],
    ['an end without a beginning', '<root>\n  </x>\n</root>'],
    ['crossing elements', '<root><x><y></x></y></root>'],
    ['a tag without an end', '<root>\n  <x'],
    ['quotation marks that stay open', '<root>\n  <x y="1>\n</root>'],
    ['a comment that stays open', '<root>\n  <!-- x\n</root>'],
    ['text around it', 'See <root>\n<x/>\n</root>'],
    ['JSX', '<Root>\n  {items.map((i) => <Item key={i} />)}\n</Root>'],
    ['5 MB in a tag', `<root ${' '.repeat(5_000_000)}`],
  ];
  for (const [name, text] of others) test(`leaves ${name}`, () => assert.equal(minifyXml(text), undefined));

  test('takes 100,000 elements in each other', () => {
    assert.equal(minifyXml('<x>\n'.repeat(1e5) + '</x>\n'.repeat(1e5))?.length, 7e5 + 1);
  });
});
