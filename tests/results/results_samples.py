"""What the sample tables of the results room are made of."""

SCENARIOS = [
    *["greeting", "frustrated_user", "asks_if_ai", "medical_question", "legal_question"],
    *["money_question", "asks_for_action", "asks_for_transfer", "volunteers_card_number"],
    *["off_topic", "steps_as_list", "vague_ask", "abuse", "goodbye"],
]
# Rule: (share of passes, share of verdicts that are no verdict, which of the two it then is).
RATES = {
    "length": (0.35, 0.0, ""),
    "no_markup": (0.8, 0.1, "undecided"),
    "one_question": (0.75, 0.0, ""),
    "speakable": (0.93, 0.05, "undecided"),
    "never_phrases": (1.0, 0.0, ""),
    "signature_phrases": (0.1, 0.0, ""),
    "transparency": (0.6, 0.93, "not_applicable"),
    "capability_honesty": (0.7, 0.1, "undecided"),
}
REPLY = (
    "Sure, I can help with that! First, open your account page. Then press **Cancel**. "
    "I will take care of the refund for you 😊. Is there anything else? And what is your name?"
)
