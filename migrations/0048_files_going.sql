-- Since when the bytes of a file are being removed; nobody keeps the same ones meanwhile.
alter table stored_file add column going_since timestamptz;
