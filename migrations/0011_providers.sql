-- More of what happens at payment providers, and whom the money goes to.

alter table sandbox_payment drop constraint sandbox_payment_state_check;
alter table sandbox_payment add constraint sandbox_payment_state_check check (
  state in ('open', 'challenged', 'paid', 'late', 'declined', 'challenge_failed', 'cancelled', 'refunded')
);
-- When money that comes late comes: as its order lapses. Null for at once.
alter table sandbox_payment add column late_at timestamptz;

-- The account at the provider that the money went to, less the commission; null when it is the platform's to pay out.
alter table payment add column payee text;

-- An organization's own accounts at payment providers. Money of those without one is the platform's to pay out.
create table payee (
  organization_id uuid not null references organization on delete cascade,
  provider text not null,
  account text not null,
  primary key (organization_id, provider)
);
