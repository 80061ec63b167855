package org.tarpon.extension;

/** A learning rule in volley timing, for {@code learning.rule}: a feedback wiring, and what populations do with it. */
public interface RuleProvider extends Extension<LocalRule> {
    /** The feedback pathways. */
    Feedback feedback();

    /** What travels on them; of no meaning without any. */
    default Message message() {
        return Message.NUMBERS;
    }
}
