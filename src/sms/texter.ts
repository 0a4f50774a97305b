/** An SMS to one phone. */
export interface Sms {
  /** Names the sending, the same on every try. */
  id: string
  /** E.164. */
  to: string
  text: string
}

/** What a provider calls a message it took. */
export interface Taken {
  providerId: string
}

/** A message that a provider took earlier, and why it did not arrive, where that is known: without the phone. */
export interface Found extends Taken {
  failure: string | null
}

/** Sends SMS. */
export interface Texter {
  /** Resolves when the message is accepted; rejects with `SmsRefused` where trying again is useless, and with anything else where it is not. */
  send(sms: Sms): Promise<Taken>
  /** Whether a message whose answer was lost was accepted after all, at that moment or later. */
  find(sms: Sms, since: Date): Promise<Found | undefined>
}

/** The provider will not bring a message to this phone, now or later. */
export class SmsRefused extends Error {
  override name = 'SmsRefused'
  /** Whose owner has asked for no more messages. */
  readonly stopped: boolean

  constructor(message: string, { stopped }: { stopped: boolean }) {
    super(message)
    this.stopped = stopped
  }
}
