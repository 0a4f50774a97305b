import type { Catalogue } from '../../shape.ts'

export const door: Catalogue['workspace']['door'] = {
  chooseTitle: 'Einlass',
  chooseLead: 'Wähle die Veranstaltung, deren Tickets du scannst.',
  noDoors: 'Kein Einlass offen',
  noDoorsText: 'Hier stehen Veranstaltungen, sobald sie veröffentlicht sind und deine Rolle das Scannen erlaubt.',
  inOf: (admitted, valid) => `${admitted} von ${valid} da`,
  title: (event) => `Einlass, ${event}`,
  allDoors: 'Alle Veranstaltungen',

  startTitle: 'Einlass',
  doorName: 'Name dieses Eingangs',
  doorHint: 'Wird gezeigt, wenn jemand ein zweites Mal kommt. Bei nur einem Eingang leer lassen.',
  startCamera: 'Mit der Kamera scannen',
  startWithout: 'Ohne Kamera scannen',
  startNote: 'Ein Tastatur-Scanner geht in beiden Fällen: zielen und auslösen.',
  unnamedDoor: 'Eingang',

  ready: 'Bereit',
  readyCamera: 'Halte den Code eines Tickets vor die Kamera.',
  readyKeyboard: 'Scanne einen Code, tippe ihn ein, fotografiere ihn, oder suche die Person nach Namen.',
  cameraStarting: 'Kamera startet …',
  cameraDenied:
    'Die Kamera ist nicht erlaubt. Erlaube sie für diese Seite in den Einstellungen des Browsers und starte neu, oder scanne ohne sie.',
  cameraMissing: 'Keine Kamera gefunden. Scanne ohne sie, oder schließe eine an und starte neu.',
  cameraBusy:
    'Die Kamera ließ sich nicht starten; vielleicht nutzt sie ein anderes Programm. Schließe es und starte neu.',
  cameraInsecure:
    'Browser geben die Kamera nur für https-Seiten frei. Öffne diese Seite über https, oder scanne ohne sie.',
  readerFailed: 'Der Code-Leser ließ sich nicht laden. Prüfe die Verbindung und starte neu, oder tippe die Codes ein.',
  startAgain: 'Neu starten',
  paused: 'Tastatur-Scanner angehalten. Zum Fortsetzen tippen.',
  viewfinder: 'Bild der Kamera',

  scanNext: 'Weiter scannen',
  undo: 'Zurücknehmen',
  undone: 'Zurückgenommen',
  light: 'Licht',
  photo: 'Foto',
  typeCode: 'Code eintippen',
  findPerson: 'Person suchen',
  latest: 'Letzte Scans',

  admitted: 'Willkommen',
  already_in: 'Schon drin',
  reasons: {
    unknown_code: [
      'Kein Ticket',
      'Zu diesem Code gibt es für diese Veranstaltung kein Ticket. Scanne noch einmal, oder suche die Person nach Namen.',
    ],
    wrong_event: ['Andere Veranstaltung', 'Dieses Ticket gilt für eine andere Veranstaltung.'],
    event_cancelled: ['Abgesagt', 'Diese Veranstaltung wurde abgesagt, niemand wird eingelassen.'],
    not_paid: ['Nicht bezahlt', 'Die Bestellung dieses Tickets ist nicht bezahlt.'],
    void: ['Ungültig', 'Dieses Ticket wurde storniert oder erstattet.'],
    transferred: ['Abgegeben', 'Dieses Ticket ging an eine andere Person, die ein neues hat.'],
  },
  ticketOf: (type, position, of) => (of > 1 ? `${type}, ${position} von ${of}.` : `${type}.`),
  earlier: (door, time) => (door ? `Gescannt an ${door}, ${time}.` : `Gescannt ${time}.`),
  checking: 'Wird geprüft …',
  offline: 'Unbekannt',
  offlineText:
    'Es gibt keine Verbindung. Dieser Scan bleibt auf dieser Seite und wird gesendet, sobald sie wieder da ist; bis dahin weiß niemand, ob das Ticket gilt.',
  unread: 'Kein Code',
  unreadText: 'Auf diesem Foto ist kein lesbarer Code. Geh näher heran, mit Licht, oder tippe den Code ein.',
  failed: 'Nicht möglich',
  unreached:
    'Es gibt keine Verbindung, geändert wurde nichts. Versuche es wieder, wenn sie zurück ist, unter den letzten Scans.',
  undoneTitle: 'Zurückgenommen',
  undoneText: 'Mit dem Ticket ist wieder Einlass.',

  online: 'Verbunden',
  noConnection: 'Keine Verbindung',
  waiting: (count) => (count === 1 ? 'Ein Scan wartet auf das Senden' : `${count} Scans warten auf das Senden`),

  code: 'Ticketcode',
  codeHint: 'Die zwölf Buchstaben und Ziffern unter dem QR-Code.',
  check: 'Prüfen',
  person: 'Name, E-Mail oder Code',
  search: 'Suchen',
  noneFound: (q) => `Niemand gefunden für „${q}“.`,
  letIn: 'Einlassen',
  letInName: (name) => `Einlassen: ${name}`,
  undoName: (name) => `Zurücknehmen: ${name}`,
  inSince: (door, time) => (door ? `Da seit ${time}, ${door}` : `Da seit ${time}`),
  states: { valid: 'Noch nicht da', void: 'Ungültig', transferred: 'Abgegeben' },
  noScans: 'Noch nichts gescannt.',
  results: { admitted: 'Eingelassen', already_in: 'War schon drin', refused: 'Abgewiesen' },
}
