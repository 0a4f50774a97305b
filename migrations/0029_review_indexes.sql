-- Indexes for what is looked up or deleted by these columns.

-- Mails to one address, counted before another is sent.
create index notification_address_idx on notification (address, created_at) where kind = 'sign_in_code';

-- Sessions in which somebody acts as others; waiting sign-ins and links of one person.
create index session_impersonated_by_idx on session (impersonated_by) where impersonated_by is not null;
create index sign_in_challenge_user_id_idx on sign_in_challenge (user_id) where user_id is not null;
create index provider_sign_in_user_id_idx on provider_sign_in (user_id) where user_id is not null;
create index verification_value_idx on verification (value);
