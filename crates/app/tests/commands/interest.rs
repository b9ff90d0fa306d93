//! What was learnt, and the next question.
