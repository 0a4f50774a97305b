import type { Catalogue } from '../../shape.ts'

/** Where somebody can be reached beside mail: their phone, and devices that show messages. */
export const reach: Catalogue['workspace']['reach'] = {
  phone: {
    title: 'SMS',
    text: 'SMS gehen nur an ein Telefon, das nachweislich deins ist. Deshalb schicken wir zuerst einen Code dorthin.',
    notOffered: 'Diese Plattform verschickt keine SMS.',
    number: 'Telefon',
    ask: 'Code schicken',
    sent: (phone) => `Ein Code ist unterwegs an ${phone}. Er gilt zehn Minuten.`,
    messages: 'SMS dieser Installation öffnen',
    code: 'Code',
    codeHint: 'Sechs Ziffern.',
    start: (sender) =>
      `Kam von diesem Telefon schon einmal STOP, auch von jemandem, der die Nummer früher hatte, kommt kein Code an: Schick dann zuerst START an ${sender ?? 'die Nummer, von der unsere SMS kommen'}.`,
    confirm: 'Das ist mein Telefon',
    again: 'Nichts angekommen oder falsche Nummer?',
    confirmed: 'Bestätigt',
    confirmedText:
      'Was du auf dieser Seite für SMS auswählst, kommt dort an. Antworte STOP auf eine davon, und es kommt keine mehr.',
    stopped: 'Beendet',
    stoppedText:
      'Von diesem Telefon kam STOP, deshalb schicken wir nichts mehr dorthin. Schick START an dieselbe Nummer, um wieder SMS zu bekommen.',
    other: 'Andere Nummer verwenden',
    remove: 'Telefon entfernen',
    done: {
      'phone-confirmed': ['Telefon bestätigt', 'Wähl jetzt auf dieser Seite aus, was du per SMS bekommen möchtest.'],
      'phone-removed': ['Telefon entfernt', 'Dorthin gehen keine SMS mehr.'],
    },
  },
  push: {
    title: 'Auf diesem Gerät',
    text: 'Nachrichten erscheinen auf dem Gerät, auch wenn diese Seite geschlossen ist, bis du dich dort abmeldest.',
    turnOn: 'Auf diesem Gerät benachrichtigen',
    turnOff: 'Ausschalten',
    turnOffOf: (device) => `${device} ausschalten`,
    since: (day) => `Eingeschaltet seit ${day}`,
    needsScript: 'Zum Einschalten dieses Geräts braucht es JavaScript.',
    unsupported:
      'Dieser Browser kann keine Nachrichten von Websites zeigen. Auf einem iPhone oder iPad: Leg diese Seite auf den Home-Bildschirm und öffne sie von dort.',
    denied: [
      'Dein Browser erlaubt es nicht',
      'Benachrichtigungen dieser Seite sind blockiert. Erlaub sie in den Einstellungen deines Browsers, neben der Adresse, und komm dann zurück.',
    ],
    failed: [
      'Nicht eingeschaltet',
      'Dein Browser hat den Dienst nicht erreicht, der ihm Nachrichten bringt. Prüf die Verbindung und versuch es noch einmal.',
    ],
    done: {
      'push-on': ['Eingeschaltet', 'Nachrichten erscheinen ab jetzt auf diesem Gerät.'],
      'push-off': ['Ausgeschaltet', 'Auf dem Gerät erscheint nichts mehr.'],
    },
  },
}
