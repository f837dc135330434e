package net.emotives.chatter.rooms;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface RoomRepository extends Repository<Room, String> {

    boolean existsById(String id);

    /** 1, or 0 where it is there already; then whoever made it has committed. */
    @Modifying
    @Query(nativeQuery = true, value = "INSERT INTO rooms (id) VALUES (:id) ON CONFLICT DO NOTHING")
    int insert(String id);

    @Modifying
    @Query(nativeQuery = true, value = "INSERT INTO room_heads (room) VALUES (:room)")
    void insertHead(String room);

    @Modifying
    @Query(
            nativeQuery = true,
            value =
                    "INSERT INTO members (room, username) SELECT :room, unnest(CAST(:usernames AS"
                            + " varchar[]))")
    void insertMembers(String room, String[] usernames);
}
