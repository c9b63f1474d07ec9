-- One schema for H2 and PostgreSQL: only what both understand.
CREATE TABLE conversations (
  id VARCHAR(100) NOT NULL PRIMARY KEY,
  tenant VARCHAR(255) NOT NULL,
  user_name VARCHAR(255) NOT NULL,
  began_at TIMESTAMP WITH TIME ZONE NOT NULL,
  changed_at TIMESTAMP WITH TIME ZONE NOT NULL
);

CREATE INDEX conversations_of_owner ON conversations (tenant, user_name, changed_at);
CREATE INDEX conversations_by_age ON conversations (changed_at);

-- A turn is written again with a higher revision when the history is corrected.
CREATE TABLE turns (
  conversation_id VARCHAR(100) NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  sitting VARCHAR(64) NOT NULL,
  turn_number INTEGER NOT NULL,
  place INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  began_at TIMESTAMP WITH TIME ZONE NOT NULL,
  changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
  answer_mode VARCHAR(50) NOT NULL,
  spoken_language VARCHAR(100) NOT NULL,
  engines VARCHAR(1000) NOT NULL,
  PRIMARY KEY (conversation_id, sitting, turn_number)
);

CREATE TABLE turn_lines (
  conversation_id VARCHAR(100) NOT NULL,
  sitting VARCHAR(64) NOT NULL,
  turn_number INTEGER NOT NULL,
  line_number INTEGER NOT NULL,
  speaker VARCHAR(20) NOT NULL,
  words VARCHAR(10485760) NOT NULL,
  PRIMARY KEY (conversation_id, sitting, turn_number, line_number),
  FOREIGN KEY (conversation_id, sitting, turn_number)
    REFERENCES turns (conversation_id, sitting, turn_number) ON DELETE CASCADE
);
