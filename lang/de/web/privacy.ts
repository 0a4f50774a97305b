import type { Catalogue } from '../../shape.ts'

export const privacy: Catalogue['workspace']['privacy'] = {
  link: 'Meine Daten',
  title: 'Meine Daten',
  text: 'Nimm mit, was wir über dich wissen, oder lass es löschen.',
  back: 'Dein Konto',
  export: {
    title: 'Mitnehmen',
    text: 'Eine Datei mit allem, was wir über dich wissen: Konto, Bestellungen, Tickets, Zahlungen, Nachrichten und mehr, als JSON und Tabellen, dazu deine Tickets und Rechnungen als PDF. Das dauert ein paar Minuten; wir schreiben dir, wenn sie bereitliegt.',
    ask: 'Daten zusammenstellen',
    again: 'Neu zusammenstellen',
    making: (written, files) =>
      files === null ? 'Wird zusammengestellt.' : `Wird zusammengestellt: ${written} von ${files} Dateien.`,
    makingText: 'Du kannst diese Seite verlassen. Wir schreiben dir, wenn alles bereitliegt.',
    ready: (size, until) => `Bereit: ${size}. Du kannst sie bis ${until} herunterladen; danach wird sie gelöscht.`,
    fetch: 'Daten herunterladen',
    failed: [
      'Nicht zusammengestellt',
      'Deine Daten ließen sich nicht zusammenstellen. Versuch es noch einmal; wenn es wieder nicht geht, schreib uns.',
    ],
  },
  erase: {
    title: 'Konto löschen',
    goes: 'Was sieben Tage nach deinem Antrag verschwindet: dein Name, deine Adresse und dein Profil, deine Zugänge, deine Nachrichten sowie Name und Adresse auf Bestellungen und Tickets. In den Listen der Veranstalter steht dann „Gelöschte Person“.',
    stays:
      'Was ohne deinen Namen bleibt: dass bestellt und bezahlt wurde, denn das Gesetz verlangt eine Buchführung. Ausgestellte Rechnungen behalten Name und Adresse so lange, wie Unternehmen sie aufbewahren müssen, und verlieren sie dann. Was du für Veranstalter getan hast, bleibt als Werk einer Nummer.',
    never: 'Niemand kann ein gelöschtes Konto zurückholen. Mit derselben Adresse kannst du ein neues anlegen.',
    takeFirst: 'Nimm deine Daten vorher mit.',
    administrator: [
      'Gib zuerst die Verwaltung ab',
      'Jemand anderes aus der Verwaltung kann sie dir abnehmen. Danach kannst du dein Konto löschen.',
    ],
    needed: [
      'Ein Veranstalter kommt ohne dich nicht aus',
      'Diese Veranstalter gehören niemandem sonst. Übergib jeden an jemand anderen, oder beende die Veranstaltungen und lass das Geld auszahlen.',
    ],
    neededFor: (events) =>
      events === 0 ? '' : events === 1 ? 'eine kommende Veranstaltung' : `${events} kommende Veranstaltungen`,
    team: 'Zum Team',
    tickets: (count) =>
      count === 1
        ? 'Ich habe ein Ticket für eine kommende Veranstaltung. Es bleibt für alle gültig, die es vorzeigen, und ich sichere es vorher: Niemand kann es mir noch einmal schicken oder mir sagen, wenn die Veranstaltung verlegt oder abgesagt wird. Geld, das zurückgeht, geht auf dem Weg zurück, auf dem es kam.'
        : `Ich habe ${count} Tickets für kommende Veranstaltungen. Sie bleiben für alle gültig, die sie vorzeigen, und ich sichere sie vorher: Niemand kann sie mir noch einmal schicken oder mir sagen, wenn eine Veranstaltung verlegt oder abgesagt wird. Geld, das zurückgeht, geht auf dem Weg zurück, auf dem es kam.`,
    email: 'Gib deine E-Mail-Adresse ein',
    emailHint: (email) => `Damit sicher ist, dass du es so meinst: ${email}`,
    submit: 'Konto in sieben Tagen löschen',
    asked: (when) => `Dein Konto wird am ${when} gelöscht`,
    askedText: 'Bis dahin geht alles wie bisher. Anders überlegt? Behalte dein Konto.',
    askedByAdministrator: 'Die Verwaltung hat das für dich veranlasst.',
    keep: 'Konto behalten',
    kept: ['Behalten', 'Dein Konto bleibt. Es wurde nichts gelöscht.'],
  },
  person: {
    title: 'Löschen',
    text: 'Für alle, die darum gebeten haben: In sieben Tagen wird gelöscht, was über diese Person bekannt ist. Sie bekommt eine E-Mail und kann es sich bis dahin anders überlegen.',
    reason: 'Wie sie darum gebeten hat',
    reasonHint: 'Für die Verwaltung: zum Beispiel, dass sie einen Brief geschrieben hat und wann.',
    submit: 'In sieben Tagen löschen',
    asked: (when) => `Wird am ${when} gelöscht.`,
    askedBy: (reason) => `Von der Verwaltung veranlasst: ${reason}`,
    keep: 'Konto behalten',
    merge: 'Zwei Konten zusammenlegen',
    mergeText: 'Hat diese Person noch ein anderes Konto? Was darin ist, kann in dieses umziehen.',
    ended: (when) => `Am ${when} in einem anderen Konto aufgegangen.`,
    erased: (when) => `Gelöscht am ${when}. Über diese Person ist nichts mehr bekannt.`,
  },
  merge: {
    title: 'Zwei Konten zusammenlegen',
    text: 'Für alle, die zwei Konten angelegt haben. Stell sicher, dass beide derselben Person gehören: Lass dir von beiden Adressen schreiben.',
    which: 'Welches Konto endet?',
    search: 'Name, E-Mail oder ID',
    find: 'Suchen',
    none: 'Niemand gefunden.',
    what: 'Was geschehen würde',
    ends: (name, email) => `Dieses Konto endet: ${name}, ${email}.`,
    stays: (name, email) => `Dieses bleibt und übernimmt, was im anderen war: ${name}, ${email}.`,
    orders: (orders, tickets) => `Bestellungen: ${orders}. Gültige Tickets: ${tickets}.`,
    role: (role, before) => (before === null ? role : `${role}; dort schon ${before}`),
    rest: 'Nachrichten, Meldungen, Einladungen, Anmeldungen über andere Anbieter und Passkeys ziehen mit um. Passwort, Codes, Sitzungen, gespeicherte Zahlungsarten und das Profil des endenden Kontos verschwinden. Beide Adressen bekommen eine E-Mail.',
    never: 'Niemand kann sie wieder trennen.',
    submit: 'Zusammenlegen',
    cannot: 'Aus diesen beiden kann nicht eines werden',
    refusals: {
      not_yourself: 'Es ist ein und dasselbe Konto.',
      wrong_person_state: 'Eines gehört zur Verwaltung, ist gesperrt oder wird gelöscht.',
      merge_unproven: 'Niemand hat die Adresse des Kontos bestätigt, das bleiben soll.',
      merge_loses_factor:
        'Das Konto, das enden soll, fragt beim Anmelden nach einem Code, das bleibende nicht. Lass das andere bleiben.',
    },
  },
  guest: {
    title: 'Meine Daten löschen',
    text: 'Ohne Konto gekauft oder ein Ticket bekommen? Gib deine E-Mail-Adresse ein. Wir schicken dir einen Link, der deinen Namen und deine Adresse aus diesen Bestellungen und Tickets löscht.',
    email: 'E-Mail',
    submit: 'Link schicken',
    sent: [
      'Sieh in dein Postfach',
      'Wenn wir etwas über diese Adresse wissen, ist eine E-Mail mit einem Link unterwegs. Er gilt einen Tag lang.',
    ],
    confirmTitle: 'Daten jetzt löschen?',
    confirmText:
      'Dein Name und deine Adresse verschwinden endgültig aus allen Bestellungen und Tickets dieser Adresse. Was bestellt und bezahlt wurde, bleibt, denn das Gesetz verlangt eine Buchführung; Rechnungen behalten deinen Namen so lange, wie Unternehmen sie aufbewahren müssen.',
    confirmTickets:
      'Tickets für kommende Veranstaltungen bleiben für alle gültig, die sie vorzeigen. Sichere sie vorher: Niemand kann sie dir noch einmal schicken oder dir sagen, wenn eine Veranstaltung verlegt oder abgesagt wird.',
    confirm: 'Daten löschen',
    done: [
      'Wird gelöscht',
      'In wenigen Minuten sind dein Name und deine Adresse aus diesen Bestellungen und Tickets verschwunden.',
    ],
  },
}
