/** What somebody asks for who answers an SMS. */
export type Wish = 'stop' | 'start' | 'help'

/**
 * The words that carriers want honoured (CTIA, Messaging Principles and Best Practices §5.1.3) and that Twilio knows
 * (twilio.com/docs/messaging/tutorials/how-to-respond-to-stop-start-help), and those of our other languages.
 */
const words: Readonly<Record<Wish, readonly string[]>> = {
  stop: [
    'stop',
    'stopall',
    'unsubscribe',
    'cancel',
    'end',
    'quit',
    'revoke',
    'optout',
    'stopp',
    'abmelden',
    'बंद',
    'रोकें',
  ],
  start: ['start', 'yes', 'unstop', 'anmelden', 'शुरू'],
  help: ['help', 'info', 'hilfe', 'मदद'],
}

/** What an answer asks for, if it is one of the words and nothing more; a sentence that has one in it is for a person to read. */
export function wishOf(text: string): Wish | undefined {
  const word = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s"'.!-]/g, '')
  return (['stop', 'start', 'help'] as const).find((wish) => words[wish].includes(word))
}
