import { entry, words } from './languagePack';
import type { LanguagePack } from './languagePack';

/** Nothing but the frame before the infinitive: no clause, and the infinitive is the sentence's last word. */
const INFINITIVE_ENDS =
  /^\s+(?![Mm]ir\b|[Uu]ns\b|[Mm]ich\b|[Nn]icht\b|[Kk]ein)(?:(?! oder )[^,.;:?!(\n]){2,50}(?<=\s\p{Ll}*)(?:en|ern|eln)\?/u;
const COMMA = /^,/;

export const GERMAN: LanguagePack = {
  language: 'de',
  verbs: words(`
    ändere analysiere aktualisiere antworte baue beantworte begründe behalte behebe benenne benutze berechne beschreibe
    beschränke beurteile bewerte entferne entwickle entwirf ergänze erkläre erklär erläutere ersetze erstelle erzeuge
    finde formatiere formuliere fasse führe füge generiere gib halte implementiere installiere kommentiere konvertiere
    korrigiere kürze lies liste lösche löse mach mache nenne nimm nutze optimiere ordne prüfe refaktoriere repariere
    schau schreib schreibe setze sortiere starte stelle suche teile teste überprüfe überarbeite untersuche
    vereinfache vergleiche verschiebe verwende wandle zähle zeig zeige`),
  entries: [
    entry(
      'request-frame safe',
      'könnten|können|würden sie bitte',
      '',
      [
        ['Könnten Sie bitte die Tests hinzufügen?', 'Die Tests hinzufügen.'],
        ['Der Build schlägt fehl. Können Sie bitte das Log prüfen?', 'Der Build schlägt fehl. Das Log prüfen.'],
      ],
      [
        'Könnten Sie bitte nicht alles ändern?',
        'Könnten Sie bitte sagen, wo es steht?',
        'Würden Sie bitte die Rechnung für die Kunden in den Norden oder den Süden?',
      ],
      { at: 'start', followedBy: INFINITIVE_ENDS, asksFor: true },
    ),
    entry(
      'request-frame safe',
      'könntest|kannst|würdest du bitte',
      '',
      [
        ['Könntest du bitte die Tests hinzufügen?', 'Die Tests hinzufügen.'],
        ['Kannst du bitte das Log prüfen?', 'Das Log prüfen.'],
      ],
      ['Kannst du bitte nichts und nicht alles ändern, sonst aber prüfen?', 'Kannst du bitte mir helfen?'],
      { at: 'start', followedBy: INFINITIVE_ENDS, asksFor: true },
    ),
    entry(
      'request-frame ask',
      'könnten|können|könntest|kannst sie|du',
      '',
      [
        ['Könnten Sie die Tests hinzufügen?', 'Die Tests hinzufügen.'],
        ['Kannst du das Log prüfen?', 'Das Log prüfen.'],
      ],
      ['Kannst du programmieren?', 'Können Sie mir helfen?'],
      {
        at: 'start',
        followedBy: /^\s+(?:die|das|den|eine?n?|alle)\s[^,.;:?!\n]{2,45}(?:en|ern|eln)\?/iu,
        asksFor: true,
      },
    ),
    entry(
      'request-frame safe',
      'bitte',
      '',
      [
        ['Bitte erkläre den Fehler.', 'Erkläre den Fehler.'],
        ['Es schlägt fehl. Bitte prüfe das Log.', 'Es schlägt fehl. Prüfe das Log.'],
      ],
      ['Zeige „Bitte prüfe die Eingabe“ an.', 'Bitte nicht stören.'],
      { at: 'start', followedBy: 'verb' },
    ),
    entry(
      'request-frame safe',
      'bitte',
      '',
      [
        ['Erkläre bitte den Fehler.', 'Erkläre den Fehler.'],
        ['Schreibe bitte einen Test.', 'Schreibe einen Test.'],
      ],
      ['Schreibe eine Bitte an alle.', 'Sage bitte zu ihm.'],
      {
        precededBy:
          /(?:^|\s)(?:erkläre?|schreibe?|prüfe|erstelle|zeige?|gib|nenne|liste|füge|ändere|entferne|ersetze|teste|analysiere|beschreibe|vergleiche|optimiere|korrigiere)\s+$/iu,
        followedBy: /^\s+(?:den|die|das|einen|eine|ein|alle|mir|diese[nrs]?)\s/iu,
      },
    ),
    entry(
      'courtesy safe',
      'hallo|hi|hey|moin|servus zusammen|claude|copilot|chatgpt|nochmal?',
      '',
      [
        ['Hallo! Die Tests schlagen fehl.', 'Die Tests schlagen fehl.'],
        ['Moin zusammen, wie geht das mit dem Cache?', 'Wie geht das mit dem Cache?'],
      ],
      ['Hallo Welt in C ist das Ziel', 'Gib aus: Hallo! Das ist es.', 'Hallo, Welt in Rust'],
      { at: 'opening', notFollowedBy: /^[,!]?\s*welt\b/i },
    ),
    entry(
      'courtesy safe',
      'guten tag|morgen|abend zusammen?',
      '',
      [
        ['Guten Tag, die Tests schlagen fehl.', 'Die Tests schlagen fehl.'],
        ['Guten Morgen! Wie geht das mit dem Cache?', 'Wie geht das mit dem Cache?'],
      ],
      ['Guten Tag wünscht das Skript', 'Das Skript sagt guten Tag.'],
      { at: 'opening' },
    ),
    entry(
      'courtesy safe',
      'vielen|besten|herzlichen|tausend dank im? voraus?',
      '',
      [
        ['Prüfe das Log. Vielen Dank!', 'Prüfe das Log.'],
        ['Prüfe das Log.\nBesten Dank im Voraus.', 'Prüfe das Log.\n'],
      ],
      ['Vielen Dank an das Team gehört in die Datei.', 'Die Seite zeigt „Vielen Dank!“ an.'],
      { at: 'whole' },
    ),
    entry(
      'courtesy safe',
      'danke|dankeschön schön|sehr|dir|ihnen|euch? im? voraus?',
      '',
      [
        ['Prüfe das Log. Danke!', 'Prüfe das Log.'],
        ['Prüfe das Log.\nDanke im Voraus', 'Prüfe das Log.\n'],
      ],
      ['Danke der Cache ist schnell.', 'Der Knopf heißt „Danke!“ und ist blau.'],
      { at: 'whole' },
    ),
    entry(
      'courtesy safe',
      'vielen|besten|herzlichen dank für die|deine|ihre|eure schnelle? hilfe|antwort|unterstützung|mühe|zeit',
      '',
      [
        ['Prüfe das Log. Vielen Dank für deine Hilfe!', 'Prüfe das Log.'],
        ['Besten Dank für die Antwort. Das ist nun ein Fehler.', 'Das ist nun ein Fehler.'],
      ],
      ['Vielen Dank für die Hilfe an der Datei.', 'Dank für die Hilfe ist nicht nötig.'],
      { at: 'whole' },
    ),
    entry(
      'courtesy safe',
      'ich freue mich auf deine|ihre|eure antwort|rückmeldung|hilfe',
      '',
      [
        ['Prüfe das Log. Ich freue mich auf deine Antwort.', 'Prüfe das Log.'],
        ['Ich freue mich auf Ihre Rückmeldung! Das ist der Fehler.', 'Das ist der Fehler.'],
      ],
      ['Ich freue mich auf deine Antwort zu dem Fehler.', 'Ich freue mich auf das Ende.'],
      { at: 'whole' },
    ),
    entry(
      'courtesy safe',
      'schönen|schöne|schönes tag|abend|woche|wochenende noch?',
      '',
      [
        ['Prüfe das Log. Schönen Tag noch!', 'Prüfe das Log.'],
        ['Prüfe das Log.\nSchönes Wochenende', 'Prüfe das Log.\n'],
      ],
      ['Schöne Woche ist der Titel.', 'Wir hatten einen schönen Tag.'],
      { at: 'whole' },
    ),
    entry(
      'verbose-phrase safe',
      /(?<![\p{L}\p{N}_-])(?:aufgrund|wegen) der tatsache, dass\b/giu,
      'weil',
      [
        ['Es ist langsam, aufgrund der Tatsache, dass der Cache fehlt.', 'Es ist langsam, weil der Cache fehlt.'],
        ['Aufgrund der Tatsache, dass es alt ist, entferne das.', 'Weil es alt ist, entferne das.'],
      ],
      ['Aufgrund der Tatsachen ist es so.', 'Das ist eine Tatsache, dass es fehlt.'],
    ),
    entry(
      'verbose-phrase safe',
      /(?<![\p{L}\p{N}_-])trotz der tatsache, dass\b/giu,
      'obwohl',
      [
        ['Es läuft, trotz der Tatsache, dass es alt ist.', 'Es läuft, obwohl es alt ist.'],
        ['Trotz der Tatsache, dass es alt ist, läuft es.', 'Obwohl es alt ist, läuft es.'],
      ],
      ['Trotz der Tatsachen läuft es.', 'Trotz der Fehler läuft es.'],
    ),
    entry(
      'verbose-phrase ask',
      'zum jetzigen|gegenwärtigen|heutigen zeitpunkt',
      'jetzt',
      [
        ['Es ist zum jetzigen Zeitpunkt stabil.', 'Es ist jetzt stabil.'],
        ['Zum gegenwärtigen Zeitpunkt ist es stabil.', 'Jetzt ist es stabil.'],
      ],
      ['Es ist zum richtigen Zeitpunkt stabil.', 'Der Zeitpunkt ist gut.'],
    ),
    entry(
      'verbose-phrase ask',
      'in naher zukunft',
      'bald',
      [
        ['Es wird in naher Zukunft entfernt.', 'Es wird bald entfernt.'],
        ['In naher Zukunft ist es weg.', 'Bald ist es weg.'],
      ],
      ['In der Zukunft ist es weg.', 'In naher Umgebung ist es gut.'],
    ),
    entry(
      'verbose-phrase ask',
      'mit hilfe von',
      'mit',
      [
        ['Löse das mit Hilfe von Tests.', 'Löse das mit Tests.'],
        ['Mit Hilfe von Logs finden wir das.', 'Mit Logs finden wir das.'],
      ],
      ['Mit Hilfe der Tests ist es gut.', 'Das ist mit Hilfe vom Team.'],
    ),
    entry(
      'verbose-phrase ask',
      'unter verwendung von',
      'mit',
      [
        ['Löse das unter Verwendung von Tests.', 'Löse das mit Tests.'],
        ['Unter Verwendung von Logs finden wir das.', 'Mit Logs finden wir das.'],
      ],
      ['Das ist unter Verwendung gelistet.', 'Unter der Verwendung von Logs ist es.'],
      { notFollowedBy: /^\s+(?:der|des)\b/iu },
    ),
    entry(
      'verbose-phrase safe',
      'eine große|hohe anzahl von',
      'viele',
      [
        ['Es öffnet eine große Anzahl von Dateien.', 'Es öffnet viele Dateien.'],
        ['Es liest eine hohe Anzahl von Tests.', 'Es liest viele Tests.'],
      ],
      ['Das ist eine große Anzahl.', 'Es öffnet die Anzahl von Dateien.'],
      { precededBy: /(?:öffnet|gibt es|hat|haben|erzeugt|liest|braucht)\s+$/iu },
    ),
    entry(
      'verbose-phrase safe',
      'aus diesem grund',
      'deshalb',
      [
        ['Es ist alt. Aus diesem Grund entferne das.', 'Es ist alt. Deshalb entferne das.'],
        ['Wir haben aus diesem Grund den Cache entfernt.', 'Wir haben deshalb den Cache entfernt.'],
      ],
      ['Aus diesem Grunde ist es so.', 'Das ist aus diesem Grundstück.', 'Nimm Proben aus diesem Grund des Sees.'],
      { notFollowedBy: /^\s+(?:des|der|und|oder|von|vom)\b/iu },
    ),
    entry(
      'verbose-phrase ask',
      'in regelmäßigen abständen',
      'regelmäßig',
      [
        ['Prüfe das in regelmäßigen Abständen.', 'Prüfe das regelmäßig.'],
        ['In regelmäßigen Abständen ist es langsam.', 'Regelmäßig ist es langsam.'],
      ],
      ['In festen Abständen ist das so.', 'Die Abstände sind regelmäßig.'],
    ),
    entry(
      'filler ask',
      'eigentlich|sozusagen|quasi|irgendwie',
      '',
      [
        ['Es ist eigentlich ein Parser.', 'Es ist ein Parser.'],
        ['Das ist irgendwie langsam.', 'Das ist langsam.'],
      ],
      ['Es ist nicht eigentlich falsch.', 'Der eigentliche Fehler ist das.'],
      { notPrecededBy: /\b(?:nicht|kein\w*|was|wie)\s+$/iu, notFollowedBy: /^\s*[?.!]/ },
    ),
    entry(
      'filler ask',
      'ehrlich gesagt',
      '',
      [
        ['Es ist ehrlich gesagt langsam.', 'Es ist langsam.'],
        ['Das ist, ehrlich gesagt, langsam.', 'Das ist langsam.'],
      ],
      ['Das war ehrlich und wurde gesagt.', 'Ehrlich gesagt ist es langsam.'],
      { notPrecededBy: /^$/ },
    ),
    entry(
      'meta-talk ask',
      'wie bereits|schon|oben gesagt|erwähnt|erläutert|beschrieben',
      '',
      [
        ['Wie bereits erwähnt, das ist alt.', 'Das ist alt.'],
        ['Es ist gut. Wie schon gesagt, nutze den Cache.', 'Es ist gut. Nutze den Cache.'],
      ],
      ['Wie bereits erwähnt ist es alt.', 'Mach es wie schon gesagt.'],
      { at: 'start', followedBy: COMMA },
    ),
    entry(
      'meta-talk ask',
      'ich habe eine kurze|kleine? frage|bitte',
      '',
      [
        ['Ich habe eine Frage: Wie ist das mit dem Cache?', 'Wie ist das mit dem Cache?'],
        ['Ich habe eine kurze Frage. Ist das gut?', 'Ist das gut?'],
      ],
      ['Ich habe eine Frage zu dem Cache.', 'Das ist es: Ich habe eine Frage zum Test.'],
      { at: 'start', followedBy: /^[.:]\s/ },
    ),
  ],
};
