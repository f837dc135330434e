package net.emotives.chatter.rooms;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

interface RoomRepository extends Repository<Room, String> {

    Optional<Room> findById(String id);

    List<Room> findByIdIn(Collection<String> ids);

    /** 1, or 0 where it is there already; then whoever made it has committed. */
    @Modifying
    @Query(nativeQuery = true, value = "INSERT INTO rooms (id) VALUES (:id) ON CONFLICT DO NOTHING")
    int insert(String id);

    @Modifying
    @Query(
            nativeQuery = true,
            value = "INSERT INTO room_heads (room, members) VALUES (:room, :members)")
    void insertHead(String room, int members);

    @Modifying
    @Query(
            nativeQuery = true,
            value =
                    "INSERT INTO members (room, username) SELECT :room, unnest(CAST(:usernames AS"
                            + " varchar[]))")
    void insertMembers(String room, String[] usernames);
}
