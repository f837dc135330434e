package net.emotives.chatter.users;

import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

interface UserRepository extends Repository<User, Long> {

    Optional<User> findByUsername(String username);

    /** 1, or 0 where there is one already. */
    @Modifying
    @Transactional
    @Query(
            nativeQuery = true,
            value =
                    "INSERT INTO users (username, user_group) VALUES (:username, :group) ON"
                            + " CONFLICT (username) DO NOTHING")
    int insert(String username, @Nullable String group);

    /** Returns 0 if there is no such user. */
    @Modifying
    @Transactional
    @Query(
            nativeQuery = true,
            value = "UPDATE users SET user_group = :group WHERE username = :username")
    int changeGroup(String username, @Nullable String group);

    /** Returns 0 if there is no such user. */
    @Modifying
    @Transactional
    @Query(
            nativeQuery = true,
            value =
                    """
                    UPDATE users SET suspended = :suspended, sent_away = sent_away + :away
                    WHERE username = :username
                    """)
    int admit(String username, boolean suspended, int away);

    /** Returns 0 if there is no such user. */
    @Modifying
    @Transactional
    @Query(
            nativeQuery = true,
            value = "UPDATE users SET sent_away = sent_away + 1 WHERE username = :username")
    int sendAway(String username);

    List<User> findByUsernameIn(Collection<String> usernames);

    /** By the index users_group_members_idx. */
    @Query(
            nativeQuery = true,
            value =
                    """
                    SELECT * FROM users
                    WHERE coalesce(user_group, '') = :group AND username > :after
                    ORDER BY username LIMIT :limit
                    """)
    List<User> inGroup(String group, String after, int limit);
}
