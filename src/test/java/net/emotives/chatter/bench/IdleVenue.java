package net.emotives.chatter.bench;

/**
 * The service with users who say nothing, in one of its versions; those of the second have a room.
 */
final class IdleVenue extends ServiceVenue {

    private static final byte[] ERROR = ascii("{\"type\":\"error\",");
    private static final byte[] CREATE =
            ascii(
                    "{\"type\":\"create_room\",\"id\":\"1\",\"name\":\"A room of one's"
                            + " own\",\"visibility\":\"private\"}");

    private final int version;

    IdleVenue(Service service, int version) {
        super(service);
        this.version = version;
    }

    @Override
    public String headers() {
        return this.version == 1 ? "" : V2;
    }

    @Override
    public boolean isReadyAtOnce() {
        return this.version == 1;
    }

    @Override
    public Heard hear(Link link, Text text) {
        if (text.startsWith(ERROR)) {
            throw new AssertionError(name() + " said " + text);
        }
        if (text.startsWith(WELCOME)) {
            link.send(CREATE);
        }
        return text.startsWith(OK) ? Heard.READY : Heard.NOTHING;
    }
}
