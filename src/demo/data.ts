import type { ByHand } from '../modules/events/by-hand.ts'
import type { BankAccount } from '../modules/money/bank-account.ts'

/** What the demo shows: three organizations and the events they put on. Dates are relative, so that it is never over. */

export interface DemoOrganization {
  slug: string
  name: string
  summary: string
  timeZone: string
  owner: { name: string; email: string }
  account?: BankAccount
}

/** When it begins: so many days from today, or on a day of this weekend or one of the next (today's or later). */
export type DemoDay = { inDays: number } | { weekend: number; day: 'fri' | 'sat' | 'sun' }

export interface DemoTicketType {
  name: string
  description: string
  /** Minor units. */
  price: number
  quantity: number | null
  maximumPerOrder?: number
  /** Share of the quantity that is sold, 0 to 1. */
  sold: number
}

export interface DemoEvent {
  organization: string
  name: string
  summary: string
  description: string
  category: 'music' | 'tech' | 'film' | 'food' | 'art' | 'sport' | 'talks' | 'community' | 'family'
  tags: string[]
  language: 'en' | 'de'
  on: DemoDay
  /** Local time of the start, and how long it takes. */
  at: string
  hours: number
  timeZone: string
  attendance: 'in-person' | 'online' | 'hybrid'
  venue: string
  address: string
  city: string
  country: string
  onlineUrl?: string
  currency: string
  capacity: number | null
  tickets: DemoTicketType[]
  state?: 'draft' | 'waiting'
  visibility?: 'unlisted' | 'invite-only'
  /** Who is invited, and how they stand. */
  guests?: { name: string; state: 'sent' | 'opened' | 'accepted' | 'declined' | 'revoked' }[]
  byHand?: ByHand
}

export const demoOrganizations: DemoOrganization[] = [
  {
    slug: 'clube-da-solda',
    name: 'Clube da Solda',
    summary:
      'A members’ workshop in Marvila. We build instruments, mend lamps and put on evenings where you can hear both.',
    timeZone: 'Europe/Lisbon',
    owner: { name: 'Inês Vasconcelos', email: 'ines@demo.example' },
    account: { holder: 'Clube da Solda', number: 'PT50 0000 0000 0000 0000 0000 0', bank: 'Banco da Demonstração' },
  },
  {
    slug: 'spreelicht',
    name: 'Spreelicht',
    summary: 'Old projectors, new scores, and a river. Film and talks in Berlin since the projectionist found the key.',
    timeZone: 'Europe/Berlin',
    owner: { name: 'Jonas Albrecht', email: 'jonas@demo.example' },
  },
  {
    slug: 'open-water',
    name: 'Open Water',
    summary: 'Engineers who like slow things: protocols, ferries, query planners. We meet online and by the sea.',
    timeZone: 'Asia/Kolkata',
    owner: { name: 'Meera Nair', email: 'meera@demo.example' },
  },
]

const lisbon = { timeZone: 'Europe/Lisbon', city: 'Lisbon', country: 'PT', currency: 'EUR', language: 'en' } as const
const berlin = { timeZone: 'Europe/Berlin', city: 'Berlin', country: 'DE', currency: 'EUR', language: 'de' } as const

export const demoEvents: DemoEvent[] = [
  {
    ...lisbon,
    organization: 'clube-da-solda',
    name: 'Loose Wires',
    summary: 'Two days of instruments people built themselves, and two nights of hearing them.',
    description:
      'Forty makers carry what they made into one warehouse and leave the lids off. In the day you can ask. At night you can only listen.\n\nDaytime is talks, open benches and a swap table for parts. From half past eight the hall goes dark and the same instruments are played through forty loudspeakers hung over the floor.\n\n- Seating on request\n- Ear protection free at the door\n- Step-free from the yard',
    category: 'music',
    tags: ['instruments', 'workshop', 'live'],
    on: { weekend: 0, day: 'sat' },
    at: '14:00',
    hours: 33,
    attendance: 'in-person',
    venue: 'Armazém 9, Marvila',
    address: 'Rua do Açúcar 9',
    capacity: 640,
    tickets: [
      { name: 'Weekend', description: 'Both days, both nights, every room.', price: 5800, quantity: 400, sold: 0.62 },
      { name: 'Saturday only', description: 'Doors at half past one.', price: 3400, quantity: 120, sold: 0.925 },
      { name: 'Sunday only', description: 'Doors at eleven.', price: 2400, quantity: 120, sold: 0.3 },
      {
        name: 'Bench seat, build workshop',
        description: 'Sunday at noon. Soldering iron and kit included.',
        price: 4500,
        quantity: 24,
        sold: 1,
      },
      {
        name: 'Under 14',
        description: 'With an adult holding any ticket.',
        price: 0,
        quantity: null,
        maximumPerOrder: 4,
        sold: 0,
      },
    ],
  },
  {
    ...lisbon,
    organization: 'clube-da-solda',
    name: 'An Evening of Unfinished Operas, Read Aloud by the People Who Abandoned Them',
    summary: 'Five composers, five first acts, no second ones.',
    description:
      'Each of the five brings the act they could not follow, a piano reduction and an explanation. The audience may suggest endings, on paper, in the interval.',
    category: 'art',
    tags: ['opera', 'reading'],
    on: { weekend: 0, day: 'fri' },
    at: '20:30',
    hours: 3,
    attendance: 'in-person',
    venue: 'Teatro da Garagem',
    address: 'Costa do Castelo 75',
    capacity: 90,
    tickets: [
      { name: 'Seat', description: 'Unnumbered. The back row hears best.', price: 1200, quantity: 90, sold: 0.5 },
    ],
  },
  {
    ...lisbon,
    organization: 'clube-da-solda',
    name: 'How Cities Hear',
    summary: 'A talk about sirens, trams and the rooms that keep them out.',
    description: 'An acoustician, a tram driver and a person who tunes church bells describe the same street.',
    category: 'talks',
    tags: ['sound', 'city'],
    on: { weekend: 0, day: 'fri' },
    at: '19:00',
    hours: 2,
    attendance: 'hybrid',
    venue: 'Biblioteca de Marvila',
    address: 'Rua António Gedeão',
    onlineUrl: 'https://stream.conflux.example/how-cities-hear',
    byHand: { transfer: { days: 5, hoursBefore: 24 }, door: { days: null, hoursBefore: null } },
    capacity: 140,
    tickets: [
      { name: 'In the room', description: 'Includes soup.', price: 500, quantity: 100, sold: 0.4 },
      { name: 'Online', description: 'The stream, and the recording for a week.', price: 0, quantity: 500, sold: 0.1 },
    ],
  },
  {
    ...lisbon,
    organization: 'spreelicht',
    name: 'Silent Film, Loud Organ',
    summary: 'A restored print from 1924 and an organ that was rebuilt for it.',
    description:
      'The print came back from the laboratory in September. The organ has 3,200 pipes; the organist has promised to use all of them once.',
    category: 'film',
    tags: ['silent film', 'organ'],
    on: { weekend: 0, day: 'sat' },
    at: '21:00',
    hours: 2,
    attendance: 'in-person',
    venue: 'Igreja de São Roque',
    address: 'Largo Trindade Coelho',
    capacity: 180,
    tickets: [{ name: 'Pew', description: 'Bring a cushion.', price: 900, quantity: 180, sold: 0.92 }],
  },
  {
    ...lisbon,
    organization: 'clube-da-solda',
    name: 'Night Market for Cooks Who Cannot Stop',
    summary: 'Thirty stoves, one quay, until the gas runs out.',
    description: 'Entrance is free; the food is not. Come hungry and leave the car at home: the quay closes at five.',
    category: 'food',
    tags: ['street food', 'night'],
    on: { weekend: 0, day: 'sat' },
    at: '17:00',
    hours: 7,
    attendance: 'in-person',
    venue: 'Doca da Marinha',
    address: 'Avenida Infante Dom Henrique',
    capacity: null,
    tickets: [
      {
        name: 'Free entry',
        description: 'So that we know how much bread to bake.',
        price: 0,
        quantity: 2000,
        sold: 0.05,
      },
    ],
  },
  {
    ...lisbon,
    organization: 'open-water',
    name: 'Marvila Ten Kilometres',
    summary: 'Flat, along the river, before the city is awake.',
    description: 'Two laps. Water at kilometre three and seven, oranges at the end.',
    category: 'sport',
    tags: ['running'],
    on: { weekend: 0, day: 'sun' },
    at: '09:00',
    hours: 3,
    attendance: 'in-person',
    venue: 'Praça 25 de Abril',
    address: 'Praça 25 de Abril',
    capacity: 60,
    tickets: [
      {
        name: 'Runner',
        description: 'Number and timing chip included.',
        price: 1500,
        quantity: 60,
        maximumPerOrder: 5,
        sold: 1,
      },
    ],
  },
  {
    ...lisbon,
    organization: 'clube-da-solda',
    name: 'Repair Café: Bring the Lamp',
    summary: 'If it has a plug and a grudge, bring it.',
    description: 'Volunteers with screwdrivers, tea, and a spare-parts shelf that goes back to 1961.',
    category: 'community',
    tags: ['repair', 'volunteers'],
    on: { weekend: 0, day: 'sun' },
    at: '10:00',
    hours: 5,
    attendance: 'in-person',
    venue: 'Alcântara Library',
    address: 'Rua José Dias Coelho 27',
    capacity: 40,
    tickets: [
      {
        name: 'Place at a table',
        description: 'One thing to mend per place.',
        price: 0,
        quantity: 40,
        maximumPerOrder: 2,
        sold: 0.35,
      },
    ],
  },
  {
    ...lisbon,
    organization: 'open-water',
    name: 'Postgres, Slowly: a Long Evening with the Query Planner',
    summary: 'Four queries, three hours, and every node of their plans.',
    description:
      'We read plans aloud. Bring one that makes no sense to you; the strangest is read last.\n\nRecorded for ticket holders.',
    category: 'tech',
    tags: ['databases', 'postgresql'],
    on: { inDays: 4 },
    at: '18:00',
    hours: 3,
    attendance: 'online',
    venue: '',
    address: '',
    city: '',
    country: '',
    onlineUrl: 'https://stream.conflux.example/postgres-slowly',
    capacity: 400,
    tickets: [
      { name: 'Supporter', description: 'Pays for somebody else’s place.', price: 2500, quantity: 100, sold: 0.2 },
      { name: 'Place', description: 'Stream, chat and recording.', price: 0, quantity: 300, sold: 0.3 },
    ],
  },
  {
    ...lisbon,
    organization: 'clube-da-solda',
    name: 'Tiny Dancers Disco, with the Lights Left On',
    summary: 'For ages two to seven, with a grown-up who has to dance as well.',
    description: 'An hour and a half, no strobe, real loudspeakers, apple slices.',
    category: 'family',
    tags: ['children', 'dance'],
    on: { inDays: 11 },
    at: '17:00',
    hours: 1.5,
    attendance: 'in-person',
    venue: 'Casa do Jardim, Estrela',
    address: 'Praça da Estrela 12',
    capacity: 80,
    tickets: [
      { name: 'Child', description: 'Ages 2 to 7.', price: 600, quantity: 50, sold: 0.44 },
      { name: 'Grown-up', description: 'Free, one for each child.', price: 0, quantity: 50, sold: 0.3 },
    ],
  },
  {
    organization: 'open-water',
    name: 'Open Water: Three Days on Protocols, Ferries and Other Public Infrastructure',
    summary: 'A conference by a harbour, and online for those who cannot come.',
    description:
      'Forty-one speakers on things that many people use and few own.\n\nThe first day is on water, literally: the opening is on the 07:40 ferry.',
    category: 'tech',
    tags: ['conference', 'infrastructure', 'protocols'],
    language: 'en',
    on: { inDays: 18 },
    at: '09:30',
    hours: 56,
    timeZone: 'Asia/Kolkata',
    attendance: 'hybrid',
    venue: 'Ballard Pier',
    address: 'Ballard Estate, Fort',
    city: 'Mumbai',
    country: 'IN',
    onlineUrl: 'https://stream.conflux.example/open-water',
    currency: 'INR',
    capacity: 900,
    tickets: [
      { name: 'Early', description: 'Three days and the ferry.', price: 400000, quantity: 60, sold: 1 },
      { name: 'Regular', description: 'Three days and the ferry.', price: 650000, quantity: 500, sold: 0.18 },
      { name: 'Online', description: 'All rooms, live and recorded.', price: 90000, quantity: 1000, sold: 0.03 },
    ],
  },
  {
    ...berlin,
    organization: 'spreelicht',
    name: 'Das Kino, das nachts wach bleibt',
    summary: 'Fünf Filme vom Abend bis zum Frühstück, auf Rollen, die noch riechen.',
    description:
      'Zwischen den Filmen gibt es Suppe, ab fünf Uhr Kaffee und ab sieben Brötchen. Wer einschläft, wird zum Abspann geweckt.',
    category: 'film',
    tags: ['kino', 'nacht', '35 mm'],
    on: { weekend: 1, day: 'sat' },
    at: '20:00',
    hours: 12,
    attendance: 'in-person',
    venue: 'Alte Kantine am Ufer',
    address: 'Köpenicker Straße 48',
    capacity: 120,
    tickets: [
      { name: 'Ganze Nacht', description: 'Mit Decke und Frühstück.', price: 2800, quantity: 80, sold: 0.7 },
      { name: 'Ab Mitternacht', description: 'Die letzten drei Filme.', price: 1600, quantity: 40, sold: 0.25 },
    ],
  },
  {
    ...berlin,
    organization: 'spreelicht',
    name: 'Brotzeit',
    summary: 'Zwölf Bäckereien, ein langer Tisch.',
    description: 'Alle bringen ein Brot und eine Geschichte mit. Butter ist da.',
    category: 'food',
    tags: ['brot', 'tafel'],
    on: { inDays: 15 },
    at: '12:00',
    hours: 4,
    attendance: 'in-person',
    venue: 'Markthalle Neun',
    address: 'Eisenbahnstraße 42',
    capacity: 96,
    tickets: [{ name: 'Platz am Tisch', description: 'Brot, Butter, Wasser.', price: 1900, quantity: 96, sold: 0.48 }],
  },
  {
    organization: 'open-water',
    name: 'The Cold Mile',
    summary: 'A swim in December, and a very hot soup after it.',
    description: 'Boats every hundred metres, a doctor on the beach. Wetsuits allowed and admired less.',
    category: 'sport',
    tags: ['swimming', 'winter'],
    language: 'en',
    on: { inDays: 25 },
    at: '08:30',
    hours: 3,
    timeZone: 'America/New_York',
    attendance: 'in-person',
    venue: 'Coney Island Beach',
    address: 'Riegelmann Boardwalk',
    city: 'New York',
    country: 'US',
    currency: 'USD',
    capacity: 150,
    tickets: [{ name: 'Swimmer', description: 'Registration includes soup.', price: 1800, quantity: 150, sold: 0.33 }],
  },
  {
    ...lisbon,
    organization: 'clube-da-solda',
    name: 'Riso, Staples, Glue: a Zine Fair',
    summary: 'Sixty tables, two machines to print on, no algorithm.',
    description:
      'Print your own on the day: bring a page, leave with forty. Tables are free for people who have never had one.',
    category: 'art',
    tags: ['zines', 'print', 'fair'],
    on: { weekend: 3, day: 'sat' },
    at: '11:00',
    hours: 32,
    attendance: 'in-person',
    venue: 'Fábrica do Braço de Prata',
    address: 'Rua da Fábrica de Material de Guerra 1',
    capacity: null,
    tickets: [{ name: 'Visitor', description: 'Free, both days.', price: 0, quantity: 1500, sold: 0.02 }],
  },
  {
    ...lisbon,
    organization: 'clube-da-solda',
    name: 'Fado Without a Microphone',
    summary: 'Thirty-two seats and a door that stays shut.',
    description: 'Nobody speaks while somebody sings. That is the whole house rule.',
    category: 'music',
    tags: ['fado', 'acoustic'],
    on: { weekend: 2, day: 'fri' },
    at: '22:00',
    hours: 2,
    attendance: 'in-person',
    venue: 'Tasca do Beco, Mouraria',
    address: 'Beco do Rosendo 8',
    capacity: 32,
    tickets: [
      {
        name: 'Seat',
        description: 'With a glass of something.',
        price: 1800,
        quantity: 32,
        maximumPerOrder: 4,
        sold: 1,
      },
    ],
  },
  {
    ...berlin,
    organization: 'spreelicht',
    name: 'Wie man einen Fluss filmt',
    summary: 'Werkstattgespräch, online.',
    description: 'Ein Jahr, eine Kamera, derselbe Steg. Mit Ausschnitten und Fragen.',
    category: 'talks',
    tags: ['dokumentarfilm', 'werkstatt'],
    on: { inDays: 40 },
    at: '19:00',
    hours: 2,
    attendance: 'online',
    venue: '',
    address: '',
    city: '',
    country: '',
    onlineUrl: 'https://stream.conflux.example/fluss',
    capacity: 200,
    tickets: [
      { name: 'Zugang', description: 'Live und eine Woche lang danach.', price: 800, quantity: 200, sold: 0.2 },
    ],
  },
  {
    ...lisbon,
    organization: 'clube-da-solda',
    name: 'Supper by Solder Light',
    summary: 'One table, thirty chairs, nine courses. For the people who lent us a hand.',
    description:
      'The benches are pushed together, the irons stay warm, and the kitchen is whoever comes first. Bring nothing: it is our turn.',
    category: 'food',
    tags: ['supper'],
    on: { inDays: 16 },
    at: '20:00',
    hours: 4,
    attendance: 'in-person',
    venue: 'Clube da Solda',
    address: 'Rua do Açúcar 9',
    capacity: 30,
    tickets: [{ name: 'Chair', description: 'Yours for the evening.', price: 0, quantity: 30, sold: 0 }],
    visibility: 'invite-only',
    guests: [
      { name: 'Marta Quintela', state: 'accepted' },
      { name: 'Ola Brandvold', state: 'accepted' },
      { name: 'Alex Morgan', state: 'opened' },
      { name: 'Leïla Benhaddou', state: 'opened' },
      { name: 'Rui Patrão', state: 'declined' },
      { name: 'Kofi Mensah', state: 'revoked' },
      { name: 'Jun Takahata', state: 'sent' },
      { name: 'Ingrid Ødegård', state: 'sent' },
    ],
  },
  {
    ...lisbon,
    organization: 'clube-da-solda',
    name: 'The Museum of Almost',
    summary: 'Inventions that nearly worked.',
    description:
      'A bicycle that steers itself, in one direction. A lamp that only lights what you have already seen. The people who made them are there and take questions.',
    category: 'art',
    tags: ['inventions', 'exhibition'],
    on: { inDays: 32 },
    at: '10:00',
    hours: 8,
    attendance: 'in-person',
    venue: 'Clube da Solda',
    address: 'Rua do Açúcar 9',
    capacity: 60,
    tickets: [{ name: 'Visitor', description: 'Comes with a magnifying glass.', price: 700, quantity: 60, sold: 0 }],
    state: 'waiting',
  },
  {
    ...lisbon,
    organization: 'clube-da-solda',
    name: 'Spring Benches',
    summary: 'The next season of open workshop evenings.',
    description: '',
    category: 'community',
    tags: ['workshop'],
    on: { inDays: 90 },
    at: '18:30',
    hours: 3,
    attendance: 'in-person',
    venue: 'Clube da Solda',
    address: '',
    capacity: 24,
    tickets: [],
    state: 'draft',
  },
]

/** People who bought something, for the organizers' lists; the last is the one who can sign in. */
export const demoBuyers: string[] = [
  'Marta Quintela',
  'Ola Brandvold',
  'Jun Takahata',
  'Beatriz do Carmo Figueiredo',
  'Piotr Zając',
  'Adaeze Okonjo',
  'Tomasz Wilk',
  'Rui Patrão',
  'Mika Lindqvist',
  'Leïla Benhaddou',
  'अनन्या शर्मा',
  'राहुल वर्मा',
  'Sören Jürgens',
  'Gülşen Aydın',
  'Chidi Eze',
  'Nguyễn Thu Hà',
  'Eoin Ó Murchú',
  'Zofia Łukasik',
  'Daan van der Meer',
  'Emilia Rossi',
  'Kofi Mensah',
  'Ingrid Ødegård',
  'Pablo Ibáñez',
  'Yara Haddad',
  'Tiago Nogueira',
  'Hannah Weiß',
  'Priya Raman',
  'Luca De Santis',
  'Aino Virtanen',
  'Mateus Oliveira',
  'Clara Fontaine',
  'Oskar Lindgren',
  'Fatima Zahra Idrissi',
  'Viktor Horváth',
  'Noor Jansen',
  'Samuel Adeyemi',
  'Greta Baumgartner',
  'Ravi Deshmukh',
  'Bruna Carvalho',
  'Alex Morgan',
]
