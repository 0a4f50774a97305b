import { momentIn } from '../moment.ts'
import type { Catalogue } from '../shape.ts'

const eventStates: Record<string, string> = {
  draft: 'ein Entwurf',
  waiting: 'in Prüfung',
  published: 'veröffentlicht',
  cancelled: 'abgesagt',
  over: 'vorbei',
}

const orderStates: Record<string, string> = {
  held: 'noch nicht abgeschlossen',
  awaiting_payment: 'noch nicht bezahlt',
  paid: 'schon bezahlt',
  cancelled: 'storniert',
  expired: 'abgelaufen',
}

const ticketStates: Record<string, string> = { void: 'ungültig gemacht', transferred: 'weitergegeben' }

const invitationStates: Record<string, string> = {
  accepted: 'ist angenommen',
  declined: 'ist abgelehnt',
  withdrawn: 'wurde zurückgezogen',
  unwanted: 'geht an jemanden, der keine mehr bekommen will',
  lapsed: 'galt drei Tage, und die sind um',
}

const transferStates: Record<string, string> = {
  accepted: 'wurde angenommen',
  declined: 'wurde abgelehnt',
  withdrawn: 'wurde zurückgenommen',
  lapsed: 'ist abgelaufen',
}

export const errors: Catalogue['errors'] = {
  codes: {
    bad_request: [
      'Nicht verstanden',
      () => 'Die Anfrage war nicht lesbar. Bitte das Format prüfen und noch einmal senden.',
    ],
    invalid: ['Bitte Eingaben prüfen', () => 'Einige Eingaben stimmen nicht. Die betroffenen Felder sind genannt.'],
    invalid_credentials: ['Nicht angemeldet', () => 'E-Mail-Adresse oder Passwort stimmt nicht.'],
    sign_in_required: [
      'Bitte zuerst anmelden',
      () => 'Dafür ist eine Anmeldung nötig. Bitte anmelden und noch einmal versuchen.',
    ],
    not_allowed: [
      'Nicht erlaubt',
      () => 'Diese Rolle erlaubt das nicht. Zugang gibt, wer für die Organisation verantwortlich ist.',
    ],
    email_not_verified: [
      'Bitte zuerst die E-Mail-Adresse bestätigen',
      () =>
        'Die E-Mail-Adresse ist noch nicht bestätigt. Bitte den Link aus unserer E-Mail öffnen oder einen neuen anfordern.',
    ],
    confirm_it_is_you: [
      'Bestätige, dass du es bist',
      () =>
        'Dafür musst du noch einmal zeigen, dass du es bist: mit Passwort, Code oder Passkey. Danach geht es weiter.',
    ],
    account_banned: ['Konto gesperrt', () => 'Dieses Konto wurde von der Verwaltung gesperrt.'],
    cross_site: [
      'Abgelehnt',
      () =>
        'Diese Anfrage kam von einer anderen Website und wurde deshalb abgelehnt. Bitte die Seite hier öffnen und noch einmal versuchen.',
    ],
    not_found: ['Nicht gefunden', () => 'Hier ist nichts, oder es ist nicht für alle sichtbar.'],
    method_not_allowed: ['Hier nicht möglich', () => 'Diese Adresse kennt diese Methode nicht.'],
    body_too_large: [
      'Zu groß',
      (d: { limit: number }) => `Das ist mehr als die erlaubten ${Math.floor(d.limit / 1024)} kB.`,
    ],
    unsupported_media_type: ['Falsches Format', () => 'Diese Art von Datei oder Inhalt wird hier nicht angenommen.'],
    too_many_requests: [
      'Zu viele Versuche',
      (d: { seconds: number }) => `Zu viele Versuche. Bitte ${d.seconds} Sekunden warten und noch einmal versuchen.`,
    ],
    internal: [
      'Etwas ist kaputtgegangen',
      (d: { requestId: string }) =>
        `Das ist unser Fehler. Bitte noch einmal versuchen; wenn es so bleibt, hilft uns diese Nummer: ${d.requestId}.`,
    ],
    busy: [
      'Überlastet',
      () => 'Gerade geschieht zu viel auf einmal. Nichts ging verloren; bitte gleich noch einmal versuchen.',
    ],

    email_taken: ['E-Mail-Adresse vergeben', () => 'Mit dieser E-Mail-Adresse gibt es schon ein Konto.'],
    link_invalid: [
      'Link nicht mehr gültig',
      () => 'Dieser Link wurde schon benutzt oder ist zu alt. Bitte einen neuen anfordern.',
    ],
    sign_in_again: [
      'Noch einmal von vorn',
      () =>
        'Die Zeit zum Anmelden ist um, oder es waren zu viele falsche Codes. Fang noch einmal mit deinem Passwort an.',
    ],
    second_factor_required: [
      'Es braucht auch einen Code',
      () =>
        'Dieses Konto verlangt einen zweiten Faktor. Sende einen Code der App oder einen Wiederherstellungscode als „code“ mit.',
    ],
    second_factor_on: [
      'Schon eingeschaltet',
      () => 'Codes beim Anmelden sind schon eingeschaltet. Um eine andere App einzurichten, schalte sie zuerst aus.',
    ],
    second_factor_off: [
      'Nicht eingerichtet',
      () => 'Hier ist nichts begonnen und nichts eingeschaltet. Lade die Seite neu und fang von vorn an.',
    ],
    code_wrong: [
      'Falscher Code',
      () => 'Dieser Code ist falsch, zu alt oder schon benutzt. Warte auf den nächsten und gib ihn ein.',
    ],
    passkey_refused: [
      'Passkey nicht angenommen',
      () =>
        'Dieser Passkey ist hier nicht bekannt, oder die Antwort kam zu spät. Versuch es noch einmal oder nimm einen anderen Weg.',
    ],
    passkey_known: [
      'Schon vorhanden',
      () => 'Dieser Passkey wurde schon hinzugefügt. Nimm ein anderes Gerät oder einen anderen Passwortmanager.',
    ],
    too_many_passkeys: [
      'Zu viele Passkeys',
      (d: { maximum: number }) =>
        `Du hast ${d.maximum} Passkeys, mehr geht nicht. Entferne einen, den du nicht mehr brauchst.`,
    ],
    password_common: [
      'Bitte ein anderes Passwort',
      () =>
        'Dieses Passwort gehört zu denen, die alle zuerst probieren. Nimm ein paar Wörter hintereinander, auf die nur du kommst.',
    ],
    password_own: [
      'Bitte ein anderes Passwort',
      () =>
        'Das ist dein Name, deine Adresse oder der Name dieses Dienstes und damit leicht zu erraten. Nimm ein paar andere Wörter hintereinander.',
    ],
    wrong_password: ['Falsches Passwort', () => 'Das ist nicht das jetzige Passwort. Es wurde nichts geändert.'],
    sign_in_provider_unknown: [
      'Hier nicht möglich',
      () => 'Diese Art der Anmeldung gibt es hier nicht. Bitte eine andere wählen.',
    ],
    sign_in_provider_silent: [
      'Keine Antwort',
      () => 'Die andere Seite hat nicht richtig geantwortet. Gleich noch einmal versuchen oder anders anmelden.',
    ],
    sign_in_lost: [
      'Neu beginnen',
      () => 'Diese Anmeldung begann in einem anderen Browser, ist zu alt oder schon abgeschlossen. Bitte neu beginnen.',
    ],
    sign_in_denied: [
      'Nicht angemeldet',
      () => 'Die andere Seite hat abgelehnt, oder es wurde dort abgebrochen. Es wurde nichts geändert.',
    ],
    sign_in_unproven: [
      'Nicht angemeldet',
      () => 'Die Antwort der anderen Seite beweist nicht, wer sich anmeldet. Bitte neu beginnen oder anders anmelden.',
    ],
    sign_in_linked_elsewhere: [
      'Gehört zu anderem Konto',
      () => 'Diese Anmeldung gehört hier zu einem anderen Konto. Bitte dort anmelden und sie zuerst entfernen.',
    ],
    email_code_wrong: [
      'Falscher Code',
      () => 'Das ist nicht der Code aus der neuesten E-Mail. Bitte prüfen oder einen neuen anfordern.',
    ],
    last_way_in: [
      'Letzter Zugang',
      () =>
        'Ohne diese Anmeldung kommst du nicht mehr in dein Konto. Setz zuerst ein Passwort oder verknüpfe eine andere.',
    ],
    address_differs: [
      'Eine andere Adresse',
      () => 'Das ist nicht die Adresse deines Kontos. Gib sie so ein, wie sie dort steht.',
    ],
    administrator_first: [
      'Noch in der Verwaltung',
      () => 'Wer zur Verwaltung gehört, kann nicht gelöscht werden. Nimm die Person zuerst aus der Verwaltung.',
    ],
    erasure_asked: ['Schon veranlasst', () => 'Dieses Konto wird bereits gelöscht.'],
    erasure_begun: ['Zu spät', () => 'Die sieben Tage sind um, und dieses Konto wird gerade gelöscht.'],
    needed_by: [
      'Ein Veranstalter kommt ohne diese Person nicht aus',
      (d: { names: readonly string[] }) =>
        `${d.names.join(', ')}: Niemand sonst ist dort verantwortlich, und es gibt kommende Veranstaltungen oder Geld. Übergib an jemand anderen, oder beende die Veranstaltungen und lass das Geld auszahlen.`,
    ],
    tickets_ahead: [
      'Tickets für kommende Veranstaltungen',
      (d: { tickets: number }) =>
        d.tickets === 1
          ? 'Es gibt noch ein Ticket für eine kommende Veranstaltung. Gib es zurück, gib es weiter oder bestätige, dass du es selbst sicherst.'
          : `Es gibt noch ${d.tickets} Tickets für kommende Veranstaltungen. Gib sie zurück, gib sie weiter oder bestätige, dass du sie selbst sicherst.`,
    ],
    has_account: [
      'Zu dieser Adresse gehört ein Konto',
      () => 'Melde dich mit dieser Adresse an und lösche deine Daten dort.',
    ],
    nobody_to_mail: [
      'Niemand mehr da',
      () => 'Diese Person wurde gelöscht. Es gibt keine Adresse mehr, an die etwas gehen könnte.',
    ],
    export_asked: [
      'Wird schon zusammengestellt',
      () => 'Deine Daten werden gerade zusammengestellt. Warte, bis das fertig ist.',
    ],
    merge_unproven: [
      'Adresse nicht bestätigt',
      () =>
        'Niemand hat die Adresse des Kontos bestätigt, das bleiben soll. Lass das andere bleiben oder die Adresse bestätigen.',
    ],
    merge_loses_factor: [
      'Wäre schlechter geschützt',
      () =>
        'Das Konto, das enden soll, fragt beim Anmelden nach einem Code, das bleibende nicht. Lass das andere bleiben.',
    ],
    channel_unavailable: [
      'Nicht möglich',
      (d: { channel: string }) =>
        `Nachrichten über ${d.channel} sind hier nicht eingerichtet. Bitte einen anderen Weg wählen.`,
    ],
    choice_fixed: [
      'Kommt immer',
      () =>
        'Nachrichten über deine Tickets, dein Geld und dein Konto kommen immer auf diesem Weg. Alles andere kannst du abschalten.',
    ],
    quiet_hours_empty: [
      'Keine Ruhezeit',
      () => 'Eine Ruhezeit muss anders enden, als sie beginnt. Ändere eine der Zeiten oder schalte die Ruhezeit ab.',
    ],
    role_not_yours: [
      'Nicht deine Sache',
      () =>
        'Du kannst nur Rollen geben und nehmen, die nichts dürfen, was du nicht selbst darfst. Frag jemanden, dem die Organisation gehört.',
    ],
    last_owner: [
      'Die letzte verantwortliche Person',
      () =>
        'Eine Organisation muss jemandem gehören. Übergib sie an ein anderes Mitglied oder mach vorher jemand anderen verantwortlich.',
    ],
    already_member: [
      'Schon im Team',
      () => 'Diese Adresse gehört einem Mitglied. Ändere stattdessen seine Rolle in der Liste.',
    ],
    already_invited: [
      'Schon eingeladen',
      () =>
        'Für diese Adresse ist eine Einladung offen. Schick sie noch einmal oder zieh sie zurück, bevor du neu einlädst.',
    ],
    invitation_closed: [
      'Einladung vorbei',
      (d: { state: string }) =>
        `Diese Einladung ${invitationStates[d.state] ?? 'ist vorbei'}. Lass dir eine neue schicken.`,
    ],
    invitation_not_yours: [
      'An eine andere Adresse',
      () => 'Diese Einladung ging an eine andere E-Mail-Adresse als deine. Melde dich mit dem Konto dieser Adresse an.',
    ],
    already_owner: [
      'Schon verantwortlich',
      () => 'Diesem Mitglied gehört die Organisation schon. Wähl jemand anderen.',
    ],
    ownership_offer_open: [
      'Schon angeboten',
      () => 'Die Organisation ist einem Mitglied angeboten. Zieh dieses Angebot zurück, bevor du ein neues machst.',
    ],
    ownership_offer_closed: [
      'Angebot vorbei',
      () => 'Die Organisation wird dir nicht mehr angeboten. Bitte um ein neues Angebot.',
    ],
    organization_unknown: [
      'Keine solche Organisation',
      (d: { slug: string }) =>
        `Keine Organisation hat die Adresse „${d.slug}“. Schau auf ihrer Seite nach, wie sie geschrieben wird.`,
    ],
    cohost_is_host: [
      'Sie veranstaltet schon',
      () => 'Die Veranstaltung gehört dieser Organisation schon. Wähl eine andere.',
    ],
    already_cohost: [
      'Schon gefragt',
      () => 'Diese Organisation veranstaltet mit dir oder ist schon gefragt. Nichts wurde geändert.',
    ],
    too_many_cohosts: [
      'Zu viele Veranstalter',
      (d: { maximum: number }) =>
        `Eine Veranstaltung hat höchstens ${d.maximum} Mitveranstalter. Entferne einen, bevor du einen anderen fragst.`,
    ],
    slug_taken: [
      'Adresse vergeben',
      (d: { slug: string }) => `Die Adresse „${d.slug}“ ist vergeben. Bitte eine andere wählen.`,
    ],
    unknown_time_zone: ['Unbekannte Zeitzone', () => 'Bitte eine Zeitzone aus der Liste wählen, etwa Europe/Lisbon.'],
    ends_before_start: ['Endet vor dem Beginn', () => 'Das Ende muss nach dem Beginn liegen.'],
    phone_code_wrong: [
      'Falscher Code',
      () =>
        'Das ist nicht der Code aus der neuesten SMS, oder er ist zu alt. Prüf ihn oder lass dir einen neuen schicken.',
    ],
    device_elsewhere: [
      'Gerät gehört zu anderem Konto',
      () =>
        'Dieser Browser zeigt schon die Nachrichten eines anderen Kontos. Melde dich zuerst dort ab und schalte sie dann hier ein.',
    ],
    phone_unreadable: [
      'Nummer nicht verstanden',
      () => 'Bitte die Nummer mit der Vorwahl des Landes schreiben, etwa +49 30 123456.',
    ],
    country_unknown: [
      'Unbekanntes Land',
      () => 'Ein Land mit diesem Kürzel gibt es nicht. Bitte eines aus der Liste wählen.',
    ],
    birth_year_wrong: [
      'Bitte das Jahr prüfen',
      (d: { first: number; last: number }) =>
        `Bitte ein Jahr von ${d.first} bis ${d.last} angeben oder das Feld leer lassen.`,
    ],
    placeholder_unknown: [
      'Diesen Platzhalter gibt es nicht',
      ({ found }) =>
        `${found} gibt es nicht. In geschweiften Klammern dürfen {name}, {event}, {date}, {place}, {order} und {tickets} stehen.`,
    ],
    image_unreadable: [
      'Bild nicht lesbar',
      () => 'Dieses Bild ist nicht lesbar. Möglich sind JPEG, PNG, WebP und AVIF.',
    ],
    already_answered: [
      'Schon beantwortet',
      () => 'Jemand aus dem Team hat diese Nachricht bereits beantwortet. Bitte zuerst die Antwort lesen.',
    ],
    not_ready_to_publish: [
      'Noch nicht bereit',
      () => 'Vor der Veröffentlichung fehlt noch etwas. Die Checkliste zeigt, was.',
    ],
    wrong_event_state: [
      'Jetzt nicht möglich',
      (d: { state: string }) => `Das geht nicht, solange die Veranstaltung ${eventStates[d.state] ?? d.state} ist.`,
    ],
    announcement_state: [
      'Geht nicht mehr',
      ({ state }) =>
        state === 'sent' || state === 'sending'
          ? 'Diese Nachricht ist schon unterwegs. Kopiere sie, um eine neue zu schreiben.'
          : 'Diese Nachricht hat sich inzwischen geändert. Lade die Seite neu.',
    ],
    event_long_over: [
      'Zu lange her',
      ({ days }) =>
        `Die Leute haben ihre Adresse für diese Veranstaltung angegeben. Nachrichten gehen bis ${days} Tage nach ihrem Ende.`,
    ],
    currency_not_offered: [
      'Nicht in dieser Währung',
      ({ name }) =>
        `Auf dieser Plattform wird nichts in ${name} verkauft. Bitte für die Veranstaltung eine andere Währung wählen.`,
    ],
    changed_meanwhile: [
      'Inzwischen geändert',
      () => 'Das ist nicht mehr das, was zu sehen war. Bitte noch einmal ansehen und dann entscheiden.',
    ],
    organization_suspended: [
      'Verkauf gestoppt',
      () =>
        'Die Plattform hat den Verkauf dieser Organisation gestoppt; deshalb kommt nichts Neues dazu. Bitte der Plattform schreiben.',
    ],
    not_yourself: [
      'Nicht beim eigenen Konto',
      () => 'Das geht nicht beim eigenen Konto. Bitte jemand anderen aus der Verwaltung fragen.',
    ],
    last_administrator: [
      'Niemand sonst verwaltet',
      () => 'Dann könnte niemand mehr die Plattform verwalten. Bitte zuerst jemand anderem dieses Recht geben.',
    ],
    wrong_person_state: [
      'Schon so, oder gerade nicht möglich',
      () => 'Bei diesem Konto geht das gerade nicht. Seite neu laden und nachsehen, wie es steht.',
    ],
    not_while_acting: [
      'Nicht im Namen anderer',
      () =>
        'Passwörter, Geld und Verwaltung sind so lange gesperrt. Bitte zuerst aufhören, für diese Person zu handeln.',
    ],
    api_key_refused: [
      'Dieser API-Schlüssel gilt nicht',
      () =>
        'Er ist vertippt, abgelaufen oder widerrufen, die Person, die ihn angelegt hat, ist nicht mehr im Team, oder die Organisation ist gesperrt. Im Studio lässt sich ein neuer anlegen.',
    ],
    not_by_key: [
      'Nicht mit einem API-Schlüssel',
      () => 'Das muss jemand selbst tun. Bitte anmelden und es im Studio erledigen.',
    ],
    scope_missing: [
      'Dieser API-Schlüssel darf das nicht',
      (d: { scope: string }) =>
        `Dafür braucht es die Berechtigung ${d.scope}. Sie fehlt dem Schlüssel oder der Person, die ihn angelegt hat. Bitte einen neuen damit anlegen.`,
    ],
    scope_not_yours: [
      'Mehr als erlaubt',
      () =>
        'Ein Schlüssel darf nur, was auch die Person darf, die ihn anlegt, und was Schlüsseln überhaupt offensteht. Bitte die übrigen Häkchen entfernen.',
    ],
    too_many_api_keys: [
      'Zu viele API-Schlüssel',
      (d: { maximum: number }) =>
        `Es gibt schon ${d.maximum} Schlüssel. Bitte einen widerrufen, den niemand mehr benutzt.`,
    ],
    event_has_orders: [
      'Es gibt Bestellungen',
      () => 'Für diese Veranstaltung gibt es Bestellungen; sie kann nicht gelöscht, aber abgesagt werden.',
    ],
    currency_frozen: [
      'Währung steht fest',
      () => 'Nach der ersten Bestellung kann die Währung nicht mehr geändert werden.',
    ],
    capacity_below_sold: [
      'Weniger als vergeben',
      (d: { taken: number }) =>
        `${d.taken} Plätze sind schon verkauft, reserviert oder zurückgehalten: So blieben zu wenige.`,
    ],
    without_limit: [
      'Keine Begrenzung',
      () =>
        'Die Zahl dieser Plätze ist nicht begrenzt, also lassen sich keine zurückhalten. Zuerst festlegen, wie viele es gibt.',
    ],
    ticket_type_in_use: [
      'Schon verkauft',
      () => 'Für diese Ticketart gibt es Bestellungen. Statt sie zu löschen, kann der Verkauf beendet werden.',
    ],
    tax_rate_in_use: [
      'Steuersatz in Gebrauch',
      () => 'Ticketarten werden mit diesem Steuersatz verkauft. Zuerst ihnen einen anderen geben.',
    ],
    minimum_over_maximum: [
      'Mindestzahl über Höchstzahl',
      () => 'Die Mindestzahl je Bestellung kann nicht größer sein als die Höchstzahl.',
    ],
    sale_window_reversed: [
      'Verkauf endet vor dem Beginn',
      () => 'Das Ende des Verkaufs muss nach seinem Beginn liegen.',
    ],
    refund_steps_reversed: [
      'Stufen nicht in Ordnung',
      () => 'Jede Stufe muss näher am Beginn enden und weniger erstatten als die davor.',
    ],

    event_has_test_orders: [
      'Es gibt Testbestellungen',
      () => 'Zuerst die Testbestellungen dieser Veranstaltung löschen; in den Einstellungen geht das mit einem Klick.',
    ],
    test_is_over: [
      'Der Test ist vorbei',
      () =>
        'Die Veranstaltung ist nicht mehr im Testmodus, deshalb lässt sich diese Testbestellung nicht abschließen. Es wurde nichts abgebucht. Bitte die Tickets neu wählen.',
    ],
    event_not_on_sale: ['Nicht im Verkauf', () => 'Für diese Veranstaltung sind gerade keine Tickets im Verkauf.'],
    sold_out: [
      'Ausverkauft',
      (d: { name: string; left: number }) =>
        d.left > 0
          ? `Von „${d.name}“ sind nur noch ${d.left} da. Bitte weniger wählen.`
          : `„${d.name}“ ist ausverkauft.`,
    ],
    not_on_sale: ['Nicht im Verkauf', (d: { name: string }) => `„${d.name}“ ist gerade nicht im Verkauf.`],
    over_limit: [
      'Zu viele',
      (d: { name: string; maximum: number }) => `Höchstens ${d.maximum} von „${d.name}“ in einer Bestellung.`,
    ],
    under_minimum: [
      'Zu wenige',
      (d: { name: string; minimum: number }) => `Mindestens ${d.minimum} von „${d.name}“ in einer Bestellung.`,
    ],
    person_limit: [
      'Grenze je Person',
      (d: { name: string; left: number }) =>
        d.left > 0
          ? `Von „${d.name}“ sind noch ${d.left} je Person möglich.`
          : `Von „${d.name}“ sind keine weiteren je Person möglich.`,
    ],
    cart_stale: [
      'Inzwischen geändert',
      (d: { name: string }) => `„${d.name}“ hat sich seit der Auswahl geändert. Bitte noch einmal ansehen.`,
    ],
    too_many_holds: [
      'Bitte erst Begonnenes abschließen',
      (d: { maximum: number }) =>
        `In ${d.maximum} offenen Bestellungen sind schon Tickets reserviert. Bitte erst eine davon abschließen oder aufgeben.`,
    ],
    already_registered: ['Schon angemeldet', () => 'Für diese Veranstaltung gibt es schon einen Platz.'],
    hold_expired: [
      'Die Zeit ist um',
      () =>
        'Die Zeit zum Bezahlen ist um, und die Tickets sind wieder im Verkauf. Es wurde nichts abgebucht. Bitte neu wählen.',
    ],
    already_extended: [
      'Schon verlängert',
      () =>
        'Diese Bestellung hat ihre zusätzliche Zeit schon bekommen. Bezahle, bevor die Zeit um ist, oder wähle neu.',
    ],
    wrong_order_state: [
      'Jetzt nicht möglich',
      (d: { state: string }) => `Diese Bestellung ist ${orderStates[d.state] ?? d.state}; deshalb geht das nicht.`,
    ],
    details_missing: [
      'Zuerst Name und E-Mail-Adresse',
      () => 'Vor dem Bezahlen bitte Name und E-Mail-Adresse angeben.',
    ],
    places_gone: [
      'Die Plätze sind weg',
      () =>
        'Diese Bestellung ist abgelaufen, und andere haben nun ihre Plätze. Es wurde nichts geändert. Gib das Geld zurück, oder biete mehr Plätze an und bestätige noch einmal.',
    ],
    event_not_live: [
      'Veranstaltung nicht online',
      () =>
        'Diese Veranstaltung ist abgesagt oder nicht veröffentlicht, ihre Bestellungen lassen sich nicht bezahlen. Es wurde nichts geändert. Gib das Geld zurück.',
    ],
    idempotency_key_reused: [
      'Schon mit anderem Inhalt gesendet',
      () => 'Dieser Idempotency-Key kam schon mit einer anderen Anfrage. Bitte einen neuen verwenden.',
    ],
    signature_invalid: [
      'Signatur abgelehnt',
      () => 'Die Signatur dieser Nachricht stimmt nicht, oder die Nachricht ist zu alt.',
    ],
    payment_declined: [
      'Zahlung abgelehnt',
      () => 'Die Zahlung wurde abgelehnt. Es wurde nichts abgebucht, und die Tickets sind weiter reserviert.',
    ],
    amount_differs: ['Falscher Betrag', (d: { due: string }) => `Fällig sind ${d.due}. Es wurde nichts abgebucht.`],
    provider_unknown: ['Unbekannte Zahlungsart', () => 'Diese Zahlungsart gibt es hier nicht.'],
    methods_unavailable: [
      'Der Zahlungsdienst antwortet nicht',
      () => 'Der Zahlungsdienst antwortet nicht, deshalb wurde nichts geändert. Bitte gleich noch einmal versuchen.',
    ],
    method_not_kept: [
      'Hier nicht zu merken',
      () => 'Diese Zahlungsart lässt sich nicht merken. Bitte ohne das bezahlen oder eine andere wählen.',
    ],
    payment_method_gone: [
      'Nicht mehr gespeichert',
      () =>
        'Diese Karte ist nicht mehr gespeichert, und es wurde nichts abgebucht. Bitte eine andere Zahlungsart wählen.',
    ],
    provider_unavailable: [
      'Der Zahlungsdienst antwortet nicht',
      () =>
        'Der Zahlungsdienst antwortet nicht. Die Tickets sind noch reserviert. Bitte gleich noch einmal versuchen oder eine andere Zahlungsart wählen.',
    ],
    amount_not_payable: [
      'Nicht mit dieser Zahlungsart',
      () =>
        'Diese Zahlungsart nimmt diesen Betrag in dieser Währung nicht an. Es wurde nichts abgebucht. Bitte eine andere Zahlungsart wählen.',
    ],
    balance_too_small: [
      'Mehr als das Guthaben',
      (d: { available: string }) =>
        `Von diesem Guthaben können ${d.available} ausgezahlt werden. Bitte höchstens so viel eingeben.`,
    ],
    payout_settled: [
      'Schon erledigt',
      () => 'Diese Auszahlung wurde bereits bezahlt oder storniert. Die Seite neu laden, um es zu sehen.',
    ],
    ticket_not_valid: [
      'Ticket nicht gültig',
      (d: { state: string }) => `Dieses Ticket wurde ${ticketStates[d.state] ?? d.state}.`,
    ],
    ticket_admitted: [
      'Schon eingelassen',
      () => 'Mit diesem Ticket wurde schon jemand eingelassen; es kann nicht mehr weitergegeben oder umbenannt werden.',
    ],
    guests_only: [
      'Für geladene Gäste',
      () =>
        'Das ist nur für Eingeladene. Wenn du eingeladen bist, öffne den Link in deiner Einladung, oder melde dich mit der Adresse an, an die sie kam.',
    ],
    guest_declined: [
      'Abgesagt',
      () =>
        'Du hast deine Einladung abgesagt. Wenn du es dir anders überlegt hast, sag erst zu, dann hol dir deinen Platz.',
    ],
    guest_places: [
      'So viele Plätze nicht',
      (d: { left: number }) =>
        d.left > 0
          ? `Deine Einladung gilt noch für ${d.left}. Nimm weniger.`
          : 'Du hast schon alle Plätze deiner Einladung. Mehr gibt es damit nicht.',
    ],
    transfers_off: [
      'Nicht übertragbar',
      () => 'Tickets dieser Veranstaltung können nicht weitergegeben werden. Wer verhindert ist, fragt am besten nach.',
    ],
    renames_off: [
      'Name steht fest',
      () =>
        'Namen auf Tickets dieser Veranstaltung können nicht geändert werden. Stimmt einer nicht, am besten nachfragen.',
    ],
    ticket_changes_closed: [
      'Zu spät für Änderungen',
      (d: { until: string; timeZone: string }) =>
        `Tickets dieser Veranstaltung konnten bis ${momentIn('de', d.until, d.timeZone)} weitergegeben und umbenannt werden. Am besten beim Veranstalter nachfragen.`,
    ],
    transfer_open: [
      'Schon angeboten',
      () => 'Dieses Ticket ist schon jemandem angeboten. Erst dieses Angebot zurücknehmen, dann ein neues machen.',
    ],
    transfer_closed: [
      'Angebot vorbei',
      (d: { state: string }) => `Dieses Angebot ${transferStates[d.state] ?? 'ist vorbei'}. Es wurde nichts geändert.`,
    ],
    refund_changed: [
      'Jetzt ein anderer Betrag',
      (d) => `Jetzt gehen ${d.amount} zurück. Sieh es dir noch einmal an, bevor du weitermachst.`,
    ],
    refund_closed: [
      'Keine Erstattung mehr',
      () => 'Nach den Regeln dieser Bestellung geht für dieses Ticket jetzt nichts zurück.',
    ],
    refund_by_organizer: [
      'Frag beim Veranstalter',
      () => 'Über Erstattungen dieser Bestellung entscheidet der Veranstalter. Schreib ihm.',
    ],
    refund_too_large: [
      'Mehr als übrig ist',
      () => 'Das ist mehr, als von einem Ticket noch nicht erstattet ist. Gib weniger ein.',
    ],
    nothing_to_refund: [
      'Nichts zu erstatten',
      () =>
        'Es ginge kein Geld zurück, und kein Ticket würde ungültig. Gib einen Betrag ein oder nimm gültige Tickets zurück.',
    ],
    refund_settled: [
      'Schon erledigt',
      () => 'Diese Erstattung ist unterwegs oder erledigt. Lade die Seite neu, um es zu sehen.',
    ],
    ticket_checked_in: [
      'Schon eingelassen',
      () =>
        'Mit diesem Ticket war schon jemand am Einlass, es kann nicht zurückgegeben werden. Frag beim Veranstalter.',
    ],

    scan_conflict: ['Scan weicht ab', () => 'Ein Scan mit dieser Nummer kam schon mit anderem Inhalt.'],
    scan_not_undoable: [
      'Nicht zurückzunehmen',
      () => 'Dieser Scan hat niemanden eingelassen, es gibt also nichts zurückzunehmen.',
    ],
    file_type_refused: ['Falsche Dateiart', () => 'Diese Dateiart wird hier nicht angenommen.'],
    no_events_found: ['Keine Veranstaltungen', () => 'Keine Veranstaltungen gefunden.'],
    no_registrations_found: ['Keine Anmeldungen', () => 'Für dieses Konto wurden keine Veranstaltungen gefunden.'],
    event_waiting: ['In Prüfung', () => 'Diese Veranstaltung wartet auf Freigabe und kann noch nicht gebucht werden.'],
  },

  rules: {
    required: () => 'Bitte ausfüllen.',
    type: () => 'Das hat die falsche Form.',
    shorter: (limit: number) => (limit === 1 ? 'Bitte ausfüllen.' : `Bitte mindestens ${limit} Zeichen.`),
    longer: (limit: number) => `Bitte höchstens ${limit} Zeichen.`,
    less: (limit: number) => `Muss mindestens ${limit} sein.`,
    more: (limit: number) => `Darf höchstens ${limit} sein.`,
    format: () => 'Das hat nicht die erwartete Form.',
    choice: () => 'Bitte einen der angebotenen Werte wählen.',
    fewer: (limit: number) => `Bitte mindestens ${limit} angeben.`,
    many: (limit: number) => `Bitte höchstens ${limit} angeben.`,
    unknown: () => 'Das wird hier nicht erwartet.',
    past: () => 'Das muss in der Zukunft liegen.',
  },
}
