package net.emotives.chatter.database.address;

/** A text before and after the first of a sign; where that is missing, nothing is after it. */
record Split(String before, String after) {

    static Split at(String text, char sign) {
        var index = text.indexOf(sign);
        return index < 0
                ? new Split(text, "")
                : new Split(text.substring(0, index), text.substring(index + 1));
    }
}
