package net.emotives.chatter.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.emotives.chatter.rooms.RoomId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class RealmTests {

    private static final Realm APP = new Realm("app-1");

    @Test
    void nativeNamesAreStoredAsTheyAre() {
        assertThat(new UserId("alice").value()).isEqualTo("alice");
        assertThat(new RoomId("a room").value()).isEqualTo("a room");
        assertThat(new UserGroup("g").value()).isEqualTo("g");
        assertThat(UserGroup.NONE.column()).isNull();
    }

    @Test
    void namesOfOtherRealmsAreStoredWithTheirRealm() {
        assertThat(new UserId(APP, "alice").value()).isEqualTo("\u001fapp-1\u001falice");
        assertThat(new RoomId(APP, "a room").value()).isEqualTo("\u001fapp-1\u001fa room");
        assertThat(new UserGroup(APP, "").column()).isEqualTo("\u001fapp-1\u001f");
    }

    @Test
    void storedNamesAreReadAgain() {
        for (var realm : List.of(Realm.NATIVE, APP)) {
            var user = new UserId(realm, "a:li%ce");
            var room = RoomId.direct(user, new UserId(realm, "bob"));
            assertThat(UserId.stored(user.value())).isEqualTo(user);
            assertThat(RoomId.stored(room.value())).isEqualTo(room);
            assertThat(RoomId.of(realm, room.id())).contains(room);
            assertThat(room.isDirect()).isTrue();
            assertThat(room.counterpart(new UserId(realm, "bob"))).isEqualTo(user);
            for (var name : List.of("g", "")) {
                var group = new UserGroup(realm, name);
                assertThat(UserGroup.stored(group.column())).isEqualTo(group);
            }
        }
    }

    @Test
    void sameNameOfTwoRealmsIsTwoUsers() {
        assertThat(new UserId(APP, "alice")).isNotEqualTo(new UserId("alice"));
        assertThat(new UserId(APP, "alice").caller()).isNotEqualTo(new UserId("alice").caller());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RoomId.direct(new UserId(APP, "alice"), new UserId("bob")));
    }

    @Test
    void otherRealmsAllowLongerNames() {
        assertThat(UserId.of("x".repeat(129))).isEmpty();
        assertThat(UserId.of(APP, "x".repeat(160))).isPresent();
        assertThat(UserId.of(APP, "x".repeat(161))).isEmpty();
    }

    @Test
    void nativeNamesThatWouldBeReadAsAnotherRealmsAreRefused() {
        var reserved = new UserId(APP, "alice").value();
        assertThat(UserId.of(reserved)).isEmpty();
        assertThat(UserGroup.of(reserved)).isEmpty();
        assertThat(RoomId.of(reserved)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new UserId(reserved));
        assertThatIllegalArgumentException().isThrownBy(() -> new RoomId(reserved));
        assertThatIllegalArgumentException().isThrownBy(() -> new UserGroup(reserved));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\u001f", "ä", "12345678901234567890123456789012345678901"})
    void refusesWhatIsNoRealm(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Realm(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001f", "\u001fapp", "\u001f\u001fname"})
    void refusesWhatIsNoStoredForm(String stored) {
        assertThatIllegalArgumentException().isThrownBy(() -> UserId.stored(stored));
    }
}
