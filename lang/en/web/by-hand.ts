/** Paying by transfer and at the door, for those who pay and those who take the money. */
export const byHand = {
  heading: {
    transfer: (amount: string) => `Transfer ${amount}`,
    door: (amount: string) => `Pay ${amount} at the door`,
  },
  text: {
    transfer:
      'Your places are kept. Transfer the amount and name the reference; your tickets come by email as soon as the organizer has the money.',
    door: 'Your places are kept. Give your name or the code of the order at the door and pay there; you are let in at once.',
  },
  amount: 'Amount',
  holder: 'To',
  number: 'Account',
  bank: 'Bank',
  reference: 'Reference',
  code: 'Order',
  until: 'Until',
  mailed: (email: string) => `All of this is on its way to ${email} as well.`,
  kept: 'Kept for you',
  keptUntil: (time: string) => `Kept for you until ${time}`,
  other: 'Pay another way',

  receipt: {
    title: { transfer: 'Transfer awaited', door: 'To be paid at the door' },
    text: (amount: string, reference: string) =>
      `${amount}, under the reference ${reference}. When you have the money, say so: the order is paid, and its tickets go out.`,
    lapses: (time: string) => `Without it the order lapses ${time}.`,
    lapsed: 'The order has lapsed. If the money came after all, say so: it is paid as long as there are places.',
    act: 'Payment received',
    actChosen: 'Payment received for those chosen',
    choose: (code: string) => `Choose order ${code}`,
    done: ['Payment received', 'The tickets are on their way.'],
    some: (received: number, refused: number) =>
      refused === 0
        ? received === 1
          ? '1 payment received'
          : `${received} payments received`
        : `${received} payments received, ${refused} not`,
    someText: 'The tickets are on their way.',
    refusedText: 'Those that were not can no longer be paid as they are. Open them to see why.',
    noneChosen: 'Choose at least one order.',
  },

  account: {
    title: 'Bank account',
    text: 'Where buyers transfer money to. Without it no event offers transfers.',
    holder: 'Account holder',
    number: 'IBAN or account number',
    bank: 'Bank',
    bankHint: 'Name, BIC, sort code: what a transfer needs beside the number.',
  },

  settings: {
    title: 'Transfer and door',
    text: 'Beside the ways to pay online. You take the money yourself and say when it is there; the platform’s fee comes off your balance.',
    transfer: 'Buyers may transfer the money',
    transferHint: 'This needs your bank account, which is under Taxes and fees.',
    transferDays: 'Days to pay',
    transferHours: 'But at the latest so many hours before the start',
    door: 'Buyers may pay at the door',
    doorDays: 'Keep unpaid places so many days',
    doorHours: 'But at the latest until so many hours before the start',
    noEnd: 'Leave both empty to keep the places until the event is over.',
    save: 'Save the ways to pay',
  },
} as const
