// Sets made by hand as JSON: the fields "points", "drawings", "sentences" and "table" of the data of a project. Pixels
// are written as base64 of bytes.
#pragma once

#include "engine/io/json_fields.h"
#include "engine/schema/hand_made.h"

namespace engine {

// Adds the fields to `data`, the empty ones as well.
void write_hand_made(const HandMade& hand, Json& data);
// Takes the fields away in which there is nothing.
void leave_out_empty(const HandMade& hand, Json& data);
// Reads the fields of `data`; what is not in order is an error of the log.
void read_hand_made(JsonFields& data, ReadLog& log, HandMade& hand);

}  // namespace engine
